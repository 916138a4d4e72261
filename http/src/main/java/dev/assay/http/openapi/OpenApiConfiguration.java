package dev.assay.http.openapi;

import dev.assay.http.Caller;
import dev.assay.http.PageQuery;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The parts of {@code /v3/api-docs} that no single controller can state. */
@Configuration(proxyBeanMethods = false)
public class OpenApiConfiguration {
  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, PageQuery.class);
  }

  @Bean
  OpenAPI assayApi() {
    return new OpenAPI()
        .info(new Info().title("Assay").version("v1").description(Conventions.DESCRIPTION))
        .addSecurityItem(new SecurityRequirement().addList("bearer"))
        .addSecurityItem(new SecurityRequirement().addList("apiKey"))
        .components(
            new Components()
                .addSecuritySchemes(
                    "bearer",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"))
                .addSecuritySchemes(
                    "apiKey",
                    new SecurityScheme()
                        .type(SecurityScheme.Type.APIKEY)
                        .in(SecurityScheme.In.HEADER)
                        .name("X-API-Key")));
  }

  @Bean
  WireTypes wireTypes() {
    return new WireTypes();
  }

  @Bean
  GlobalOperationCustomizer pagesInOpenApi() {
    return Conventions::withPageParameters;
  }

  @Bean
  GlobalOpenApiCustomizer conventionsInOpenApi() {
    return Conventions::apply;
  }
}
