package dev.portolan.benchmarks.http;

import dev.portolan.Context;
import dev.portolan.PortableFunction;

/** The function all servers are measured with. */
public final class HelloFunction
    implements PortableFunction<HelloFunction.Name, HelloFunction.Greeting> {

  /** What comes. */
  public record Name(String name) {}

  /** What goes. */
  public record Greeting(String greeting) {}

  @Override
  public Greeting handle(Name input, Context context) {
    return new Greeting("Hello, ".concat(input.name()).concat("!"));
  }
}
