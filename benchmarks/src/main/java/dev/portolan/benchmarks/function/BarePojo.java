package dev.portolan.benchmarks.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** What Lambda's documentation shows: a typed handler, JSON by the runtime's own serializer. */
public final class BarePojo implements RequestHandler<BarePojo.Name, BarePojo.Greeting> {

  /** Who to greet. */
  public static final class Name {
    private String name;

    /** The name. */
    public String getName() {
      return name;
    }

    /** Sets the name. */
    public void setName(String name) {
      this.name = name;
    }
  }

  /** The greeting. */
  public static final class Greeting {
    private final String greeting;

    Greeting(String greeting) {
      this.greeting = greeting;
    }

    /** The greeting. */
    public String getGreeting() {
      return greeting;
    }
  }

  @Override
  public Greeting handleRequest(Name input, Context context) {
    return new Greeting("Hello, " + input.getName() + "!");
  }
}
