package peer;

import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.Micronaut;
import io.micronaut.serde.annotation.Serdeable;

/** Greets whoever calls it, by name. */
@Controller("/hello")
public class Hello {
  @Serdeable
  public record Name(String name) {}

  @Serdeable
  public record Greeting(String greeting) {}

  @Post
  Greeting hello(@Body Name input) {
    return new Greeting("Hello, " + input.name() + "!");
  }

  public static void main(String[] arguments) {
    Micronaut.run(Hello.class, arguments);
  }
}
