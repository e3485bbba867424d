package dev.portolan.adapter.http;

import dev.portolan.HttpResponse;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.BadEvent;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.Problem;
import java.util.Map;

/**
 * Invocations with a document and without a route, {@code POST /.well-known/portolan/invoke}: for
 * tools, and only where {@code PORTOLAN_DIRECT} is {@code true}.
 */
final class DirectCalls {
  static final String PATH = Probe.PREFIX + "invoke";

  private DirectCalls() {}

  static HttpResponse answer(byte[] payload, Invoker invoker, HttpCall call) {
    try {
      Object tree = JsonReader.read(payload);
      if (tree instanceof Map) {
        Map<?, ?> document = (Map<?, ?>) tree;
        if (document.size() == 1 && "probe".equals(document.get("$portolan"))) {
          return Probe.ready("ready", invoker.functionName());
        }
        String foreign = foreign(document);
        if (foreign != null) {
          return Problem.of(400, call.id(), "unsupported-event", foreign);
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

  /** What an envelope is that would be mistaken for the function's own input, or {@code null}. */
  private static String foreign(Map<?, ?> document) {
    if (document.get("message") instanceof Map && document.get("subscription") instanceof String) {
      return "A Pub/Sub push is no CloudEvent: subscribe through Eventarc.";
    }
    if (document.get("context") instanceof Map && document.containsKey("data")) {
      return "An event of the first generation of Cloud Functions is no CloudEvent.";
    }
    Object version = document.get("specversion");
    return version == null || version.equals("1.0") ? null : "Only CloudEvents 1.0 are known here.";
  }
}
