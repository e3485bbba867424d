package dev.portolan.testkit.sample;

import dev.portolan.Context;
import dev.portolan.Function;
import dev.portolan.PortableFunction;

/** A function that contracts pack and deploy. */
@Function("greeter")
public final class Greeter implements PortableFunction<String, String> {
  @Override
  public String handle(String name, Context context) {
    return "Hello, " + name + "!";
  }
}
