package dev.assay.http;

import dev.assay.http.json.StrictJson;
import dev.assay.http.limit.RequestIdFilter;
import dev.assay.http.problem.ProblemAdvice;
import java.util.List;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The HTTP conventions that the command and the query API share. */
@Configuration(proxyBeanMethods = false)
@Import(ProblemAdvice.class)
public class HttpConfiguration implements WebMvcConfigurer {
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerResolver());
    resolvers.add(new PageQueryResolver());
  }

  @Bean
  JsonFactoryBuilderCustomizer limitedJson() {
    return StrictJson::limited;
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return StrictJson::strict;
  }

  @Bean
  FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
    FilterRegistrationBean<RequestIdFilter> filter =
        new FilterRegistrationBean<>(new RequestIdFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }
}
