package com.example.hello;

import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.PortableFunction;

/** Greets whoever calls it, by name. */
@Http(path = "/hello", access = Http.Access.PUBLIC)
public final class Hello implements PortableFunction<Hello.Name, Hello.Greeting> {
  public record Name(String name) {}

  public record Greeting(String greeting) {}

  @Override
  public Greeting handle(Name input, Context context) {
    String name = input.name() == null ? "world" : input.name();
    return new Greeting("Hello, " + name + "!");
  }
}
