package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.protocol.Member.Shape;
import dev.portolan.sandbox.aws.protocol.Member.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * AWS query: a form names the operation in Action and its input in dotted keys; answers are XML.
 */
public final class QueryXml implements WireProtocol {
  private final String namespace;
  private final String version;

  public QueryXml(String namespace, String version) {
    this.namespace = namespace;
    this.version = version;
  }

  @Override
  public Asked read(WireRequest request, OperationTable operations) {
    Map<String, List<String>> form = new TreeMap<>(WireRequest.parameters(request.text()));
    form.putAll(request.parameters());
    String action = String.join("", form.getOrDefault("Action", List.of()));
    String given = String.join("", form.getOrDefault("Version", List.of()));
    Operation operation =
        operations
            .find(action)
            .filter(found -> given.equals(version))
            .orElseThrow(() -> QueryError.INVALID_ACTION.refusal(action, given));
    ObjectNode input = RestJson.JSON.createObjectNode();
    Map<String, String> keys = new TreeMap<>();
    for (Map.Entry<String, List<String>> entry : form.entrySet()) {
      if (!entry.getKey().equals("Action") && !entry.getKey().equals("Version")) {
        put(input, operation.input(), entry.getKey(), entry.getValue().get(0), keys);
      }
    }
    return new Asked(operation, input, input.toString());
  }

  /**
   * Puts one dotted key where it belongs: {@code Tags.member.1.Key} is of a list of structures,
   * {@code Attributes.entry.1.key} of a map, whose keys come before their values.
   */
  private static void put(
      ObjectNode input, List<Member> members, String key, String value, Map<String, String> keys) {
    String[] parts = key.split("\\.");
    Member member =
        members.stream()
            .filter(candidate -> candidate.name().equals(parts[0]))
            .findFirst()
            .orElseThrow(() -> CommonError.UNKNOWN_FIELD.refusal(key));
    if (member.shape() == Shape.MAP && parts.length >= 4) {
      String entry = parts[0] + "." + parts[2];
      ObjectNode map = input.withObjectProperty(member.name());
      if (parts[3].equalsIgnoreCase("key") || parts[3].equals("Name")) {
        keys.put(entry, value);
      } else if (parts.length > 4) {
        ObjectNode held = map.withObjectProperty(keys.get(entry));
        put(held, member.members(), parts[4], value, keys);
      } else {
        map.put(keys.get(entry), value);
      }
    } else if (member.shape() == Shape.LIST && parts.length >= 3) {
      ArrayNode list = input.withArrayProperty(member.name());
      int index = Integer.parseInt(parts[2]) - 1;
      if (member.type() == Type.STRUCTURE) {
        while (list.size() <= index) {
          list.addObject();
        }
        put((ObjectNode) list.get(index), member.members(), parts[3], value, keys);
      } else {
        list.add(value);
      }
    } else if (member.shape() == Shape.LIST) {
      input.withArrayProperty(member.name());
    } else {
      input.set(member.name(), scalar(member, value));
    }
  }

  private static JsonNode scalar(Member member, String value) {
    ObjectNode holder = RestJson.JSON.createObjectNode();
    switch (member.type()) {
      case INTEGER, LONG -> {
        try {
          holder.put("v", Long.parseLong(value));
        } catch (NumberFormatException e) {
          throw CommonError.UNREADABLE.refusal("'" + value + "' is not a number");
        }
      }
      case BOOLEAN -> holder.put("v", Boolean.parseBoolean(value));
      default -> holder.put("v", value);
    }
    return holder.get("v");
  }

  @Override
  public WireResponse write(Operation operation, Reply reply, String requestId) {
    XmlText xml = new XmlText();
    xml.open(operation.name() + "Response", namespace);
    if (!reply.body().isMissingNode()) {
      xml.open(operation.name() + "Result")
          .members(reply.body())
          .close(operation.name() + "Result");
    }
    xml.open("ResponseMetadata").leaf("RequestId", requestId).close("ResponseMetadata");
    xml.close(operation.name() + "Response");
    return WireResponse.of(operation.status(), "text/xml", xml.toString())
        .with("x-amzn-RequestId", requestId);
  }

  @Override
  public WireResponse write(AwsRefusal refusal, String requestId) {
    XmlText xml = new XmlText();
    xml.open("ErrorResponse", namespace).open("Error");
    xml.leaf("Type", refusal.shape().status() < 500 ? "Sender" : "Receiver");
    xml.leaf(
        "Code",
        refusal
            .shape()
            .code()
            .replaceAll(
                "^(ExpiredToken|IncompleteSignature|AccessDenied|Throttling|MissingAuthenticationToken)Exception$",
                "$1")
            // aws/aws-cli#6676: "(SignatureDoesNotMatch) when calling the GetCallerIdentity"
            .replace("InvalidSignatureException", "SignatureDoesNotMatch"));
    xml.leaf("Message", refusal.getMessage()).close("Error").leaf("RequestId", requestId);
    xml.close("ErrorResponse");
    return WireResponse.of(refusal.shape().status(), "text/xml", xml.toString())
        .with("x-amzn-RequestId", requestId);
  }
}
