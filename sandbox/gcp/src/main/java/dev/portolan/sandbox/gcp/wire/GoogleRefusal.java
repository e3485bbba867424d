package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import java.util.List;

/** A service says no. */
public final class GoogleRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient GoogleErrorShape shape;
  private final transient List<ObjectNode> details;

  GoogleRefusal(GoogleErrorShape shape, String message, List<ObjectNode> details) {
    super(message, null, false, false);
    this.shape = shape;
    this.details = List.copyOf(details);
  }

  public GoogleErrorShape shape() {
    return shape;
  }

  public Canonical canonical() {
    return shape.canonical();
  }

  /** With one more of the messages that Google puts beside the text. */
  public GoogleRefusal with(ObjectNode detail) {
    List<ObjectNode> more = new java.util.ArrayList<>(details);
    more.add(detail);
    return new GoogleRefusal(shape, getMessage(), more);
  }

  /** With a {@code google.rpc.BadRequest} that names the field. */
  public GoogleRefusal at(String field) {
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("@type", "type.googleapis.com/google.rpc.BadRequest");
    detail
        .putArray("fieldViolations")
        .addObject()
        .put("field", field)
        .put("description", getMessage());
    return with(detail);
  }

  /** With a {@code google.rpc.ErrorInfo}. */
  public GoogleRefusal because(String reason, String domain) {
    return with(
        JsonNodeFactory.instance
            .objectNode()
            .put("@type", "type.googleapis.com/google.rpc.ErrorInfo")
            .put("reason", reason)
            .put("domain", domain));
  }

  /** As an operation that failed tells it. */
  public ObjectNode status() {
    ObjectNode status = JsonNodeFactory.instance.objectNode();
    status.put("code", canonical().number()).put("message", getMessage());
    return status;
  }

  /** As it stands on the wire. */
  public WireResponse response() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode error = root.putObject("error");
    error
        .put("code", shape.status())
        .put("message", getMessage())
        .put("status", canonical().name());
    if (!details.isEmpty()) {
      ArrayNode all = error.putArray("details");
      details.forEach(all::add);
    }
    return WireResponse.of(shape.status(), "application/json; charset=UTF-8", root.toString());
  }
}
