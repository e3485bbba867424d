package dev.portolan.benchmarks.http;

import com.google.cloud.functions.TypedFunction;

/** What Google itself has for JSON: its typed function, which Gson reads and writes for. */
public final class GoogleTyped
    implements TypedFunction<HelloFunction.Name, HelloFunction.Greeting> {

  @Override
  public HelloFunction.Greeting apply(HelloFunction.Name name) {
    return new HelloFunction.Greeting("Hello, ".concat(name.name()).concat("!"));
  }
}
