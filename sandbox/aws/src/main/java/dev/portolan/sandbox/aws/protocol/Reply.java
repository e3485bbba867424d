package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.portolan.sandbox.WireHeaders;

/**
 * What an operation answers when it succeeds.
 *
 * @param status 0 for the operation's own
 * @param body in the member names of the wire; missing for none
 * @param raw the body as it is, when it is not a document; else empty
 */
public record Reply(int status, JsonNode body, byte[] raw, WireHeaders headers) {
  private static final byte[] NO_BYTES = {};

  public static Reply of(JsonNode body) {
    return new Reply(0, body, NO_BYTES, WireHeaders.none());
  }

  public static Reply empty() {
    return of(MissingNode.getInstance());
  }

  public static Reply raw(int status, byte[] raw, WireHeaders headers) {
    return new Reply(status, MissingNode.getInstance(), raw, headers);
  }

  public Reply with(String header, String value) {
    return new Reply(status, body, raw, headers.with(header, value));
  }
}
