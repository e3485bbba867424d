package dev.portolan.runtime;

import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import java.util.Map;

/**
 * Invocations with a document and without a route, {@code POST /.well-known/portolan/invoke}: for
 * tools, and only where {@code PORTOLAN_DIRECT} is {@code true}.
 */
public final class DirectCalls {
  /** Where they are answered. */
  public static final String PATH = Probe.PREFIX + "invoke";

  private DirectCalls() {}

  /** The answer. */
  public static HttpResponse answer(byte[] payload, Invoker invoker, Call call) {
    try {
      Object tree = JsonReader.read(payload);
      if (tree instanceof Map) {
        Map<?, ?> document = (Map<?, ?>) tree;
        if (document.size() == 1 && "probe".equals(document.get("$portolan"))) {
          return Probe.ready("ready", invoker.functionName());
        }
        String told = ForeignEvents.of(document);
        if (told != null) {
          return Problem.of(400, call.id(), "unsupported-event", told);
        }
      }
      return HttpResponse.of(200)
          .withHeader("content-type", "application/json")
          .withBody(invoker.direct(payload, tree, call));
    } catch (CodecException malformed) {
      return Problem.of(400, call.id(), "bad-input", malformed.getMessage());
    } catch (BadEvent refused) {
      return Problem.of(400, call.id(), "bad-input", refused.getMessage());
    } catch (FailedInvocation failed) {
      return Problem.of(500, call.id());
    }
  }
}
