package dev.assay.http;

import dev.assay.http.json.StrictJson;
import dev.assay.http.limit.BodyLimitFilter;
import dev.assay.http.limit.LimitProperties;
import dev.assay.http.limit.RequestIdFilter;
import dev.assay.http.limit.TomcatLimits;
import dev.assay.http.openapi.OpenApiConfiguration;
import dev.assay.http.problem.ProblemAdvice;
import dev.assay.http.problem.ProblemErrors;
import dev.assay.http.problem.ProblemPages;
import dev.assay.http.security.ApiCallMeter;
import dev.assay.http.security.SecurityConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The HTTP conventions that the command and the query API share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitProperties.class)
@Import({
  SecurityConfiguration.class,
  OpenApiConfiguration.class,
  ProblemAdvice.class,
  ProblemErrors.class,
  ProblemPages.class
})
public class HttpConfiguration implements WebMvcConfigurer {
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerResolver());
    resolvers.add(new PageQueryResolver());
  }

  /**
   * JSON in and out. A YAML library on the class path (workflow definitions are read with one)
   * would otherwise be a second way in, past all that {@link StrictJson} refuses.
   */
  @Override
  public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
    converters.configureMessageConvertersList(
        all ->
            all.removeIf(
                converter ->
                    converter.getSupportedMediaTypes().contains(MediaType.APPLICATION_YAML)));
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
  TomcatLimits tomcatLimits(LimitProperties limits) {
    return new TomcatLimits(limits);
  }

  @Bean
  FilterRegistrationBean<RequestIdFilter> requestIdFilter() {
    FilterRegistrationBean<RequestIdFilter> filter =
        new FilterRegistrationBean<>(new RequestIdFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(LimitProperties limits) {
    FilterRegistrationBean<BodyLimitFilter> filter =
        new FilterRegistrationBean<>(new BodyLimitFilter(limits));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
    return filter;
  }

  /** A program without a registry counts into an empty one. */
  @Bean
  FilterRegistrationBean<ApiCallMeter> apiCallMeter(ObjectProvider<MeterRegistry> meters) {
    FilterRegistrationBean<ApiCallMeter> filter =
        new FilterRegistrationBean<>(
            new ApiCallMeter(meters.getIfAvailable(CompositeMeterRegistry::new)));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
    return filter;
  }
}
