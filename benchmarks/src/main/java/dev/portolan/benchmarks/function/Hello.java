package dev.portolan.benchmarks.function;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.PortableFunction;

/** The function of the README. */
@Http(
    path = "/hello",
    methods = {"GET", "POST"},
    access = Http.Access.PUBLIC)
public final class Hello implements PortableFunction<Hello.Name, Hello.Greeting> {

  /** Who to greet. */
  public record Name(String name) {}

  /** The greeting. */
  public record Greeting(String greeting) {}

  @Override
  public Greeting handle(Name input, Context context) {
    return new Greeting("Hello, " + input.name() + "!");
  }
}
