package dev.portolan.benchmarks.spring;

import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The application that is measured, as Spring's documentation writes one. */
@SpringBootApplication
public class HelloApplication {

  /** What comes. */
  public record Name(String name) {}

  /** What goes. */
  public record Greeting(String greeting) {}

  /** Starts it where nobody else does. */
  public static void main(String[] arguments) {
    SpringApplication.run(HelloApplication.class, arguments);
  }

  /** Greets. */
  @Bean
  public Function<Name, Greeting> hello() {
    return name -> new Greeting("Hello, " + name.name() + "!");
  }
}
