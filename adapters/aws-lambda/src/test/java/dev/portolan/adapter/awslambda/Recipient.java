package dev.portolan.adapter.awslambda;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.Retry;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import dev.portolan.testkit.adapter.PublishedEvents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A function that events call, behind the entry point: keeps what it is handed. */
public final class Recipient {
  static final List<Object> HANDED = new ArrayList<>();
  static final List<Integer> ATTEMPTS = new ArrayList<>();
  static String trace;

  /** Whether a batch is handled in lanes, one a key. */
  static boolean lanes;

  private final LambdaEntryPoint entryPoint;

  private Recipient(LambdaEntryPoint entryPoint) {
    this.entryPoint = entryPoint;
  }

  /** Keeps what it is handed, and fails as text says. */
  public static final class Keeper implements PortableFunction<Object, Object> {
    @Override
    public synchronized Object handle(Object input, Context context) throws Exception {
      HANDED.add(input);
      ATTEMPTS.add(context.attempt());
      trace = context.trace().traceparent();
      if (input instanceof Batch) {
        Batch<?> batch = (Batch<?>) input;
        return lanes
            ? batch.each(event -> obey(event.data()), Runnable::run)
            : batch.each(event -> obey(event.data()));
      }
      Object data = input instanceof Event ? ((Event<?>) input).data() : input;
      return obey(
          data instanceof byte[] ? new String((byte[]) data, StandardCharsets.UTF_8) : data);
    }

    private static Object obey(Object word) {
      switch (String.valueOf(word)) {
        case "retry":
          throw new Retry("hunter2");
        case "later":
          throw new Retry("hunter2", Duration.ofMillis(90_001), null);
        case "tomorrow":
          throw new Retry("hunter2", Duration.ofDays(1), null);
        case "reject":
          throw new Reject("hunter2");
        case "bug":
          throw new IllegalStateException("hunter2");
        default:
          return null;
      }
    }
  }

  /** One that takes this, with these variables in turn with their values. */
  static Recipient of(String input, String... variables) {
    FunctionUnderTest function = FunctionUnderTest.of(Keeper.class, input).withoutRoute();
    for (int i = 0; i < variables.length; i += 2) {
      function = function.withVariable(variables[i], variables[i + 1]);
    }
    HANDED.clear();
    ATTEMPTS.clear();
    lanes = false;
    return new Recipient(new LambdaEntryPoint(function.variables(), function.loader()));
  }

  /** One that takes this, and has these triggers. */
  static Recipient triggeredBy(String triggers, String input) {
    FunctionUnderTest function = FunctionUnderTest.of(Keeper.class, input).withoutRoute();
    String descriptor = function.descriptor().replace("{\"type\":\"custom\"}", triggers);
    ClassLoader loader =
        new ClassLoader(Keeper.class.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return name.endsWith("/functions.json")
                ? new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8))
                : super.getResourceAsStream(name);
          }
        };
    HANDED.clear();
    ATTEMPTS.clear();
    return new Recipient(new LambdaEntryPoint(function.variables(), loader));
  }

  /** The published event of this name. */
  static String published(String name) {
    return new String(PublishedEvents.read(Recipient.class, name), StandardCharsets.UTF_8);
  }

  /** What Lambda is told of this payload. */
  String send(String payload) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    try {
      entryPoint.handleRequest(new ByteArrayInputStream(bytes), output, FakeContext.of("id"));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return output.toString(StandardCharsets.UTF_8);
  }

  /** The events that this published one is, their data as this type. */
  @SuppressWarnings("unchecked")
  static <T> List<Event<T>> events(String name, String data) {
    Recipient recipient = of("dev.portolan.Event<" + data + ">");
    recipient.send(published(name));
    List<Event<T>> events = new ArrayList<>();
    HANDED.forEach(each -> events.add((Event<T>) each));
    return events;
  }

  /** The one event that this published one is. */
  static <T> Event<T> event(String name, String data) {
    List<Event<T>> events = events(name, data);
    if (events.size() != 1) {
      throw new AssertionError(events.toString());
    }
    return events.get(0);
  }
}
