package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import java.nio.charset.StandardCharsets;

/** Keeps what it is handed, of whatever type. */
public final class Saying implements PortableFunction<Object, Void> {
  static volatile Object last;

  /** A document. */
  public record Note(int number) {}

  @Override
  public Void handle(Object input, Context context) {
    last = input;
    return null;
  }

  /** What a function of this type is handed for a message; the answer's status if it is refused. */
  static Object handed(String type, Published message) {
    last = null;
    Described function = new Described(Saying.class, type, Described.RETURNS);
    try (InvokerServer server = InvokerServer.start(function.entryPoint())) {
      HttpResponse answer = server.send(message.request());
      Object data = last instanceof Event<?> event ? event.data() : last;
      return data instanceof byte[] bytes
          ? new String(bytes, StandardCharsets.UTF_8)
          : answer.status() == 200 ? data : answer.status();
    }
  }
}
