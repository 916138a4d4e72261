package dev.assay.server;

import dev.assay.command.CommandConfiguration;
import dev.assay.command.GatewayConfiguration;
import dev.assay.command.apikey.ApiKeyConfiguration;
import dev.assay.eventstore.EventStoreConfiguration;
import dev.assay.eventstore.SequencerConfiguration;
import dev.assay.eventstore.removal.RemovalConfiguration;
import dev.assay.http.HttpConfiguration;
import dev.assay.http.access.AccessConfiguration;
import dev.assay.http.openapi.OpenApiConfiguration;
import dev.assay.http.security.SecurityConfiguration;
import dev.assay.inference.InferenceConfiguration;
import dev.assay.inference.ModelCatalogConfiguration;
import dev.assay.projections.ProjectionConfiguration;
import dev.assay.query.QueryConfiguration;
import dev.assay.sagas.SagaConfiguration;
import dev.assay.server.wiring.AccessRecordConfiguration;
import dev.assay.server.wiring.AggregateConfiguration;
import dev.assay.server.wiring.BusConfiguration;
import dev.assay.server.wiring.InstallationConfiguration;
import dev.assay.server.wiring.OfflineModelConfiguration;
import dev.assay.server.wiring.ProcessManagerConfiguration;
import dev.assay.server.wiring.ProcessingConfiguration;
import dev.assay.server.wiring.ProjectionLetterConfiguration;
import dev.assay.server.wiring.RemovalHealthConfiguration;
import dev.assay.server.wiring.SinkHealthConfiguration;
import dev.assay.server.wiring.StatesConfiguration;
import dev.assay.sinks.SinkConfiguration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Chooses the parts that this process runs, by {@code assay.roles}. */
final class RoleImports implements ImportSelector, EnvironmentAware {
  /** What every process has. */
  private static final List<Class<?>> ALWAYS =
      List.of(
          InstallationConfiguration.class,
          EventStoreConfiguration.class,
          ProcessingConfiguration.class,
          BusConfiguration.class,
          HttpConfiguration.class,
          AccessRecordConfiguration.class,
          AccessConfiguration.class,
          SecurityConfiguration.class,
          OpenApiConfiguration.class);

  private static final Map<Roles, List<Class<?>>> BY_ROLE =
      new EnumMap<>(
          Map.of(
              Roles.COMMAND,
                  List.of(
                      AggregateConfiguration.class,
                      CommandConfiguration.class,
                      ModelCatalogConfiguration.class),
              Roles.QUERY,
                  List.of(
                      QueryConfiguration.class,
                      ApiKeyConfiguration.class,
                      StatesConfiguration.class),
              Roles.PROJECTION,
                  List.of(
                      ProjectionConfiguration.class,
                      ProjectionLetterConfiguration.class,
                      SinkConfiguration.class,
                      SinkHealthConfiguration.class),
              Roles.SAGA,
                  List.of(
                      SagaConfiguration.class,
                      ProcessManagerConfiguration.class,
                      GatewayConfiguration.class),
              Roles.INFERENCE,
                  List.of(
                      InferenceConfiguration.class,
                      OfflineModelConfiguration.class,
                      GatewayConfiguration.class),
              Roles.SEQUENCER,
                  List.of(
                      SequencerConfiguration.class,
                      RemovalConfiguration.class,
                      RemovalHealthConfiguration.class)));

  private String roles = "";

  @Override
  public void setEnvironment(Environment environment) {
    roles = environment.getProperty("assay.roles", "");
  }

  @Override
  public String[] selectImports(AnnotationMetadata importing) {
    Set<Roles> wanted = Roles.parse(roles);
    List<Class<?>> parts = new ArrayList<>(ALWAYS);
    wanted.forEach(role -> parts.addAll(BY_ROLE.getOrDefault(role, List.of())));
    return parts.stream().map(Class::getName).distinct().toArray(String[]::new);
  }
}
