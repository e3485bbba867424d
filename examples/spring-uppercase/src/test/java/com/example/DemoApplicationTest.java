package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.context.ConfigurableApplicationContext;

class DemoApplicationTest {
  @Test
  void uppercase() {
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(DemoApplication.class).web(WebApplicationType.NONE).run()) {
      Function<String, String> uppercase =
          context.getBean(FunctionCatalog.class).lookup("uppercase");
      assertEquals("HELLO", uppercase.apply("hello"));
    }
  }
}
