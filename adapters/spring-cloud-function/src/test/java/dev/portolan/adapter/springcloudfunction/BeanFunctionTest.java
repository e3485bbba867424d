package dev.portolan.adapter.springcloudfunction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

@DisplayName("an application with one function alone, which Spring finds by any name")
final class BeanFunctionTest {
  private static final List<String> CLOSED = new ArrayList<>();

  /** It has no other. */
  @EnableAutoConfiguration
  static class OfOne {
    @Bean
    public Function<String, String> uppercase() {
      return String::toUpperCase;
    }

    @Bean
    public DisposableBean closing() {
      return () -> CLOSED.add("closed");
    }
  }

  @Test
  @DisplayName("Another name than its own fails the start, and what was started is closed")
  void otherName() {
    CLOSED.clear();
    BeanFunction wrong = new BeanFunction(OfOne.class.getName(), "uppercas");
    IllegalStateException refused = assertThrows(IllegalStateException.class, wrong::start);
    assertTrue(
        refused.getMessage().startsWith("the application has no function 'uppercas', only"),
        refused.getMessage());
    assertEquals(List.of("closed"), CLOSED);
  }

  @Test
  @DisplayName("Its own name starts it")
  void ownName() throws ClassNotFoundException {
    CLOSED.clear();
    BeanFunction right = new BeanFunction(OfOne.class.getName(), " uppercase ");
    right.start();
    assertEquals(List.of(), CLOSED);
    right.stop();
    assertEquals(List.of("closed"), CLOSED);
  }
}
