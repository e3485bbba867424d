package peer;

import io.quarkus.funqy.Funq;

/** Greets whoever calls it, by name. */
public class Hello {
  public record Name(String name) {}

  public record Greeting(String greeting) {}

  @Funq
  public Greeting hello(Name input) {
    return new Greeting("Hello, " + input.name() + "!");
  }
}
