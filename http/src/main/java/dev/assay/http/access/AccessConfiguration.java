package dev.assay.http.access;

import dev.assay.api.access.AccessRecord;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Has refusals recorded. Needs an {@link AccessRecord}, and the filters of the conventions. */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {
  @Bean
  StrangerCounts strangerCounts(AccessRecord record, ObjectProvider<Clock> clock) {
    return new StrangerCounts(record, clock.getIfAvailable(Clock::systemUTC));
  }

  @Bean
  FilterRegistrationBean<RefusalFilter> refusalFilter(
      AccessRecord record, StrangerCounts strangers) {
    FilterRegistrationBean<RefusalFilter> filter =
        new FilterRegistrationBean<>(new RefusalFilter(new Refusals(record, strangers)));
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 5);
    return filter;
  }
}
