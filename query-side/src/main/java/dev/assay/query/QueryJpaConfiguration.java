package dev.assay.query;

import dev.assay.eventstore.database.DatabaseRole;
import dev.assay.eventstore.database.Databases;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.dialect.PostgreSQLDialect;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.hibernate.SpringBeanContainer;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;

/**
 * JPA on the reader's connections. Its beans are no default candidates: whoever finds an entity
 * manager factory or a transaction manager by type (Axon's and Boot's auto-configuration do) must
 * not take this one, which can only read.
 */
@Configuration(proxyBeanMethods = false)
@EnableJpaRepositories(
    basePackageClasses = QueryJpaConfiguration.class,
    considerNestedRepositories = true,
    entityManagerFactoryRef = QueryJpaConfiguration.ENTITIES,
    transactionManagerRef = QueryJpaConfiguration.TRANSACTIONS)
class QueryJpaConfiguration {
  static final String ENTITIES = "queryEntityManagerFactory";
  static final String TRANSACTIONS = "queryTransactionManager";

  @Bean(name = ENTITIES, defaultCandidate = false)
  LocalContainerEntityManagerFactoryBean queryEntityManagerFactory(
      Databases databases, ConfigurableListableBeanFactory beans) {
    LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
    factory.setPersistenceUnitName("query");
    factory.setDataSource(databases.dataSource(DatabaseRole.READER));
    factory.setPackagesToScan(QueryJpaConfiguration.class.getPackageName());
    factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
    factory.setJpaPropertyMap(
        Map.of(
            "hibernate.dialect",
            PostgreSQLDialect.class.getName(),
            // Converters that open sealed columns are made with what they need.
            "hibernate.resource.beans.container",
            new SpringBeanContainer(beans),
            // Starts without a database: the first query waits for it, not the program.
            "hibernate.boot.allow_jdbc_metadata_access",
            "false",
            "hibernate.physical_naming_strategy",
            PhysicalNamingStrategySnakeCaseImpl.class.getName(),
            "hibernate.jdbc.time_zone",
            "UTC",
            "hibernate.hbm2ddl.auto",
            "none"));
    return factory;
  }

  @Bean(name = TRANSACTIONS, defaultCandidate = false)
  JpaTransactionManager queryTransactionManager(
      @Qualifier(ENTITIES) EntityManagerFactory entities) {
    return new JpaTransactionManager(entities);
  }
}
