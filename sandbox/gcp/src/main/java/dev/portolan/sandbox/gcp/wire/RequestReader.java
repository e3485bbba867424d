package dev.portolan.sandbox.gcp.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.FieldBehavior;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.portolan.sandbox.WireRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the message of a request out of its path, its query and its body, strictly: what the
 * message cannot hold is refused, so is a required field that is missing.
 */
final class RequestReader {
  // https://cloud.google.com/apis/docs/system-parameters
  private static final Set<String> SYSTEM =
      Set.of(
          "$alt",
          "alt",
          "$.xgafv",
          "$fields",
          "fields",
          "$key",
          "key",
          "$prettyPrint",
          "prettyPrint",
          "$userProject",
          "quotaUser",
          "access_token",
          "callback",
          "oauth_token",
          "uploadType",
          "upload_protocol");

  private RequestReader() {}

  static Message read(Rpc.Match match, WireRequest request) {
    Descriptor type = match.rpc().request().getDescriptorForType();
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    body(match.binding().body(), type, request, tree);
    for (Map.Entry<String, List<String>> parameter : request.parameters().entrySet()) {
      if (!SYSTEM.contains(parameter.getKey())) {
        query(parameter.getKey(), parameter.getValue(), type, tree);
      }
    }
    match.places().forEach((field, value) -> put(tree, type, field, value));
    JsonCheck.message(tree, type, "");
    Message message;
    try {
      message = ProtoJson.filled(tree, match.rpc().request());
    } catch (InvalidProtocolBufferException e) {
      throw CommonError.UNPARSABLE.refusal(e.getMessage());
    }
    required(message);
    return message;
  }

  private static void body(String field, Descriptor type, WireRequest request, ObjectNode tree) {
    if (field.isEmpty() || request.body().length == 0) {
      if (request.body().length > 0 && !request.text().isBlank()) {
        throw CommonError.UNPARSABLE.refusal("Request body is not expected for this method.");
      }
      return;
    }
    JsonNode body;
    try {
      body = ProtoJson.parse(request.body());
    } catch (IOException e) {
      throw CommonError.UNPARSABLE.refusal("Unexpected token.");
    }
    if (!body.isObject()) {
      throw CommonError.UNPARSABLE.refusal("Root element must be a message.");
    }
    if (field.equals("*")) {
      tree.setAll((ObjectNode) body);
    } else {
      tree.set(type.findFieldByName(field).getJsonName(), body);
    }
  }

  private static void query(String name, List<String> values, Descriptor type, ObjectNode tree) {
    Descriptor at = type;
    ObjectNode into = tree;
    String[] steps = name.split("\\.");
    for (int i = 0; i < steps.length; i++) {
      FieldDescriptor field = at == null ? null : JsonCheck.field(at, steps[i]);
      if (field == null) {
        throw CommonError.UNKNOWN_PARAMETER.refusal(name).at("");
      }
      if (i < steps.length - 1) {
        if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE || field.isRepeated()) {
          throw CommonError.UNKNOWN_PARAMETER.refusal(name).at("");
        }
        into = into.withObjectProperty(field.getJsonName());
        at = field.getMessageType();
      } else if (field.isRepeated()) {
        ArrayNode all = into.putArray(field.getJsonName());
        values.forEach(all::add);
      } else {
        into.put(field.getJsonName(), values.get(values.size() - 1));
      }
    }
  }

  private static void put(ObjectNode tree, Descriptor type, String path, String value) {
    Descriptor at = type;
    ObjectNode into = tree;
    String[] steps = path.split("\\.");
    for (int i = 0; i < steps.length - 1; i++) {
      FieldDescriptor field = at.findFieldByName(steps[i]);
      into = into.withObjectProperty(field.getJsonName());
      at = field.getMessageType();
    }
    FieldDescriptor last = at.findFieldByName(steps[steps.length - 1]);
    into.remove(last.getName());
    into.put(last.getJsonName(), value);
  }

  private static void required(Message message) {
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (Behavior.is(field, FieldBehavior.REQUIRED)
          && !field.isRepeated()
          && !(field.hasPresence()
              ? message.hasField(field)
              : message.getAllFields().containsKey(field))) {
        throw CommonError.REQUIRED.refusal(field.getName()).at(field.getName());
      }
    }
  }
}
