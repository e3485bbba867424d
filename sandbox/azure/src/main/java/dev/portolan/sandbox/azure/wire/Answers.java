package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireResponse;
import java.util.Collection;

/** Answers in the forms that all of Azure's management has. */
public final class Answers {
  private static final String JSON = "application/json; charset=utf-8";

  private Answers() {}

  public static WireResponse json(int status, JsonNode body) {
    return WireResponse.of(status, JSON, body.toString());
  }

  public static WireResponse ok(JsonNode body) {
    return json(200, body);
  }

  public static WireResponse empty(int status) {
    return new WireResponse(status, WireHeaders.none(), new byte[0]);
  }

  /** A list that is told on one page. */
  public static WireResponse list(Collection<? extends JsonNode> values) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode all = body.putArray("value");
    values.forEach(all::add);
    return ok(body);
  }
}
