package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Member.Range;
import dev.portolan.sandbox.aws.protocol.Member.Shape;
import dev.portolan.sandbox.aws.protocol.Member.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Holds an input against its members, as AWS's front end does before a service sees it. Collects
 * all that is wrong; what no front end could read ends at once.
 */
final class Violations {
  private final List<String> found = new ArrayList<>();

  private Violations() {}

  /** The message of everything that is wrong; empty when nothing is. */
  static String of(ObjectNode input, List<Member> members) {
    Violations violations = new Violations();
    violations.structure(input, members, "");
    List<String> found = violations.found;
    return found.isEmpty()
        ? ""
        : found.size()
            + (found.size() == 1 ? " validation error detected: " : " validation errors detected: ")
            + String.join("; ", found);
  }

  private void structure(JsonNode given, List<Member> members, String path) {
    if (!given.isObject()) {
      throw CommonError.UNREADABLE.refusal("Start of structure or map found where not expected.");
    }
    Collection<String> known = members.stream().map(Member::name).toList();
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                throw CommonError.UNKNOWN_FIELD.refusal(path + name);
              }
            });
    for (Member member : members) {
      JsonNode value = given.path(member.name());
      String at = path + member.told();
      if (!value.isMissingNode() && !value.isNull()) {
        value(value, member, at);
      } else if (member.required()) {
        found.add(
            "Value null at '" + at + "' failed to satisfy constraint: Member must not be null");
      }
    }
  }

  private void value(JsonNode value, Member member, String at) {
    if (member.shape() == Shape.LIST) {
      readable(value.isArray(), value, "List");
      size(value.size(), value, member.size(), at);
      int index = 1;
      for (JsonNode element : value) {
        single(element, member, at + "." + index++ + ".member");
      }
    } else if (member.shape() == Shape.MAP) {
      readable(value.isObject(), value, "Map");
      size(value.size(), value, member.size(), at);
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        if (member.keys().isPresent() && !member.keys().get().matcher(entry.getKey()).matches()) {
          found.add(
              "Value '"
                  + entry.getKey()
                  + "' at '"
                  + at
                  + "' failed to satisfy constraint: Map keys"
                  + " must satisfy constraint: [Member must satisfy regular expression pattern: "
                  + member.keys().get()
                  + "]");
        }
        if (member.type() != Type.STRUCTURE || !member.members().isEmpty()) {
          single(entry.getValue(), member, at + "." + entry.getKey() + ".member");
        }
      }
    } else {
      single(value, member, at);
    }
  }

  private void single(JsonNode value, Member member, String at) {
    switch (member.type()) {
      case STRUCTURE -> structure(value, member.members(), at + ".");
      case INTEGER, LONG -> {
        readable(value.isIntegralNumber(), value, member.type() == Type.LONG ? "Long" : "Integer");
        bounds(value.longValue(), value.asText(), member.range(), "value", at);
      }
      case DOUBLE -> {
        readable(value.isNumber(), value, "Double");
        bounds((long) Math.floor(value.doubleValue()), value.asText(), member.range(), "value", at);
        bounds((long) Math.ceil(value.doubleValue()), value.asText(), member.range(), "value", at);
      }
      case BOOLEAN -> readable(value.isBoolean(), value, "Boolean");
      case TIMESTAMP -> readable(value.isNumber() || value.isTextual(), value, "Timestamp");
      case BLOB -> readable(value.isTextual() || value.isBinary(), value, "Blob");
      default -> string(value, member, at);
    }
  }

  private void string(JsonNode value, Member member, String at) {
    readable(value.isTextual(), value, "String");
    String text = value.textValue();
    bounds(text.length(), text, member.range(), "length", at);
    if (!member.options().isEmpty() && !member.options().contains(text)) {
      found.add(told(text, at) + "Member must satisfy enum value set: " + member.options());
    }
    if (member.pattern().isPresent() && !member.pattern().get().matcher(text).matches()) {
      found.add(
          told(text, at)
              + "Member must satisfy regular expression pattern: "
              + member.pattern().get());
    }
  }

  private void size(int size, JsonNode value, Range range, String at) {
    bounds(size, value.toString(), range, "length", at);
  }

  private void bounds(long number, String shown, Range range, String what, String at) {
    range
        .min()
        .filter(min -> number < min)
        .ifPresent(
            min ->
                found.add(
                    told(shown, at)
                        + "Member must have "
                        + what
                        + " greater than or equal to "
                        + min));
    range
        .max()
        .filter(max -> number > max)
        .ifPresent(
            max ->
                found.add(
                    told(shown, at)
                        + "Member must have "
                        + what
                        + " less than or equal to "
                        + max));
  }

  private static String told(String value, String at) {
    return "Value '" + value + "' at '" + at + "' failed to satisfy constraint: ";
  }

  private static void readable(boolean readable, JsonNode value, String type) {
    if (!readable) {
      throw CommonError.UNREADABLE.refusal(
          value.getNodeType() + "_VALUE can not be converted to a " + type);
    }
  }
}
