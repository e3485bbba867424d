package dev.portolan.provider.gcp.packing;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.PortableFunction;

/** A function as a user writes it. */
@Http(path = "/greet", access = Http.Access.PUBLIC)
public final class Greeter implements PortableFunction<Greeter.Name, Greeter.Greeting> {
  /** What comes in. */
  public record Name(String name) {}

  /** What goes out. */
  public record Greeting(String greeting) {}

  @Override
  public Greeting handle(Name input, Context context) {
    return new Greeting("Hello, " + input.name() + "!");
  }
}
