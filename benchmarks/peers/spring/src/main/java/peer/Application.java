package peer;

import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Has the function that greets whoever calls it, by name. */
@SpringBootApplication(proxyBeanMethods = false)
public class Application {
  public record Name(String name) {}

  public record Greeting(String greeting) {}

  @Bean
  Function<Name, Greeting> hello() {
    return input -> new Greeting("Hello, " + input.name() + "!");
  }

  public static void main(String[] arguments) {
    SpringApplication.run(Application.class, arguments);
  }
}
