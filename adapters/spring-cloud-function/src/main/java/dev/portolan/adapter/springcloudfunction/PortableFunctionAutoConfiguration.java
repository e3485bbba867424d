package dev.portolan.adapter.springcloudfunction;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Puts the {@code PortableFunction} beans of an application into Spring's function catalog, each
 * under its name and with its types, so that they are called and composed like any function there.
 */
@AutoConfiguration
public class PortableFunctionAutoConfiguration {
  PortableFunctionAutoConfiguration() {}

  @Bean
  static PortableRegistrar portolanRegistrar() {
    return new PortableRegistrar();
  }

  @Bean
  static PortableLifecycle portolanLifecycle() {
    return new PortableLifecycle();
  }
}
