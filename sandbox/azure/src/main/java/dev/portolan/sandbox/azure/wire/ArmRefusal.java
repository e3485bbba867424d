package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;

/** The resource manager, or a provider behind it, says no. */
public final class ArmRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ArmErrorShape shape;
  private final transient WireResponse response;

  ArmRefusal(ArmErrorShape shape, String message) {
    this(shape, message, common(shape, message));
  }

  private ArmRefusal(ArmErrorShape shape, String message, WireResponse response) {
    super(message, null, false, false);
    this.shape = shape;
    this.response = response;
  }

  private static WireResponse common(ArmErrorShape shape, String message) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("error").put("code", shape.code()).put("message", message);
    return Answers.json(shape.status(), root);
  }

  public ArmErrorShape shape() {
    return shape;
  }

  /** Worded with another body, as some providers do. */
  public ArmRefusal as(ObjectNode body) {
    return new ArmRefusal(shape, getMessage(), Answers.json(shape.status(), body));
  }

  public ArmRefusal with(String header, String value) {
    return new ArmRefusal(shape, getMessage(), response.with(header, value));
  }

  /** As an operation that failed tells it. */
  public ObjectNode error() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("code", shape.code())
        .put("message", getMessage());
  }

  /** As it stands on the wire. */
  public WireResponse response() {
    return response;
  }
}
