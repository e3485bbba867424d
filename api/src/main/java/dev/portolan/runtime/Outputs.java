package dev.portolan.runtime;

import dev.portolan.Fields;
import dev.portolan.HttpResponse;
import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonWriter;

/** Makes an answer of what a function returned. */
final class Outputs {
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final byte[] NOTHING = {};
  private static final HttpResponse JSON = typed("application/json");

  private Outputs() {}

  /** What a function answered; {@code null} for the value that says nothing in Kotlin or Scala. */
  static Object something(Object output) {
    if (output == null) {
      return null;
    }
    String name = output.getClass().getName();
    return name.equals("kotlin.Unit") || name.equals("scala.runtime.BoxedUnit") ? null : output;
  }

  static HttpResponse response(Object output, Codec codec) {
    if (output == null) {
      return HttpResponse.of(204);
    }
    if (output instanceof HttpResponse) {
      return tidy((HttpResponse) output);
    }
    if (output instanceof String) {
      return HttpResponse.text(200, (String) output);
    }
    if (output instanceof byte[]) {
      return typed("application/octet-stream").withBody((byte[]) output);
    }
    return isReply(output)
        ? typed(Events.mediaType(output)).withBody(Events.write(output, codec))
        : JSON.withBody(codec.write(output));
  }

  /** By name, so that the class need not be there before somebody uses it. */
  private static boolean isReply(Object output) {
    String name = output.getClass().getName();
    return name.equals("dev.portolan.Batch$Result") || name.equals("dev.portolan.Event");
  }

  private static HttpResponse typed(String mediaType) {
    return HttpResponse.of(200).withHeader("content-type", mediaType);
  }

  /**
   * Takes away what platforms treat differently: the headers of the connection, and a body where
   * there is none by definition; names the type of a body that has none.
   */
  private static HttpResponse tidy(HttpResponse response) {
    Fields headers = response.headers();
    for (int i = headers.size() - 1; i >= 0; i--) {
      if (belongsToConnection(headers.name(i))) {
        headers = without(headers.name(i), headers);
        i = headers.size();
      }
    }
    if (isBodiless(response)) {
      return response.withHeaders(headers).withBody(NOTHING);
    }
    if (response.length() != 0 && headers.get("content-type") == null) {
      headers = headers.with("content-type", "application/octet-stream");
    }
    return response.withHeaders(headers);
  }

  /** Without those of this name; nor what {@code Connection} names (RFC 9110, 7.6.1). */
  private static Fields without(String name, Fields headers) {
    Fields kept = headers.without(name);
    if (name.equalsIgnoreCase("connection")) {
      for (String named : String.join(",", headers.all(name)).split(",")) {
        kept = kept.without(named.strip());
      }
    }
    return kept;
  }

  private static boolean isBodiless(HttpResponse response) {
    return response.status() == 204 || response.status() == 304;
  }

  private static boolean belongsToConnection(String name) {
    return name.equalsIgnoreCase("content-length")
        || name.equalsIgnoreCase("connection")
        || name.equalsIgnoreCase("keep-alive")
        || name.equalsIgnoreCase("transfer-encoding")
        || name.equalsIgnoreCase("te")
        || name.equalsIgnoreCase("trailer")
        || name.equalsIgnoreCase("upgrade")
        || name.equalsIgnoreCase("proxy-connection");
  }

  /** A response without HTTP: status, headers as a list of pairs, body in Base64. */
  private static byte[] document(HttpResponse response) {
    JsonWriter json = new JsonWriter().raw("{\"status\":").value(response.status());
    json.raw(",\"headers\":[");
    for (int i = 0; i < response.headers().size(); i++) {
      json.raw(i == 0 ? "[" : ",[").string(response.headers().name(i));
      json.raw(",").string(response.headers().value(i)).raw("]");
    }
    return json.raw("],\"body\":").value(response.body()).raw("}").toBytes();
  }

  static byte[] document(Object output, Codec codec, Invocation context) throws Exception {
    if (output == null) {
      return NULL;
    }
    if (output instanceof HttpResponse) {
      HttpResponse response = (HttpResponse) output;
      if (isBodiless(response)) {
        return document(response.withBody(NOTHING));
      }
      return document(response.isStreamed() ? Streams.collect(response, context) : response);
    }
    return isReply(output) ? Events.write(output, codec) : codec.write(output);
  }
}
