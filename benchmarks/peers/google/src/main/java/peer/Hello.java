package peer;

import com.google.cloud.functions.TypedFunction;

/** Greets whoever calls it, by name. */
public final class Hello implements TypedFunction<Hello.Name, Hello.Greeting> {
  public record Name(String name) {}

  public record Greeting(String greeting) {}

  @Override
  public Greeting apply(Name input) {
    return new Greeting("Hello, " + input.name() + "!");
  }
}
