package dev.portolan.adapter.springcloudfunction;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.function.context.FunctionalSpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts a user's application as Spring's own adapters do. */
final class Application {
  /**
   * Whoever calls us serves HTTP and says when all ends: Spring's hook would close beans under
   * requests that are still being answered.
   */
  private static final String[] ARGUMENTS = {
    "--spring.main.web-application-type=none",
    "--spring.cloud.function.web.export.enabled=false",
    "--spring.main.register-shutdown-hook=false"
  };

  private Application() {}

  static ConfigurableApplicationContext run(Class<?> type) {
    return ApplicationContextInitializer.class.isAssignableFrom(type)
        ? FunctionalSpringApplication.run(new Class<?>[] {type}, ARGUMENTS)
        : new SpringApplicationBuilder(type).main(type).run(ARGUMENTS);
  }
}
