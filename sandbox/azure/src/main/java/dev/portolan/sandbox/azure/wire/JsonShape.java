package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a body may hold, written as names with what is in them: {@code a} is a value, {@code b{c d}}
 * an object, {@code e[f]} a list of objects, {@code g[]} a list of values, {@code h{*}} a map of
 * values, {@code i{*{j}}} one of objects, {@code k?} anything.
 */
public final class JsonShape {
  /** By what they are written as, kept for the next cloud: hundreds are opened in one process. */
  private static final Map<String, JsonShape> KNOWN = new ConcurrentHashMap<>();

  private enum Form {
    VALUE,
    OBJECT,
    LIST,
    ANY
  }

  private final Form form;
  private final Map<String, JsonShape> members;

  private JsonShape(Form form, Map<String, JsonShape> members) {
    this.form = form;
    this.members = members;
  }

  public static JsonShape of(String text) {
    return KNOWN.computeIfAbsent(
        text, each -> new JsonShape(Form.OBJECT, new Reader(each + "}").members('}')));
  }

  /** Refuses what this does not know, or knows in another form. */
  public void check(JsonNode body) {
    check(body, "");
  }

  private void check(JsonNode node, String path) {
    if (node.isNull() || form == Form.ANY) {
      return;
    }
    boolean fits =
        switch (form) {
          case OBJECT -> node.isObject();
          case LIST -> node.isArray();
          default -> node.isValueNode();
        };
    if (!fits) {
      throw CommonError.WRONG_FORM.refusal(path);
    }
    if (form == Form.OBJECT) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        JsonShape shape = members.getOrDefault(member.getKey(), members.get("*"));
        String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
        if (shape == null) {
          throw CommonError.UNKNOWN_MEMBER.refusal(member.getKey(), at);
        }
        shape.check(member.getValue(), at);
      }
    } else if (form == Form.LIST) {
      for (int i = 0; i < node.size(); i++) {
        item().check(node.get(i), path + "[" + i + "]");
      }
    }
  }

  private JsonShape item() {
    Form each = members.isEmpty() ? Form.VALUE : Form.OBJECT;
    return new JsonShape(each, members);
  }

  private static final class Reader {
    private final String text;
    private int at;

    private Reader(String text) {
      this.text = text;
    }

    private Map<String, JsonShape> members(char end) {
      Map<String, JsonShape> members = new LinkedHashMap<>();
      while (true) {
        while (text.charAt(at) == ' ') {
          at++;
        }
        if (text.charAt(at) == end) {
          at++;
          return members;
        }
        int from = at;
        while (" {}[]?".indexOf(text.charAt(at)) < 0) {
          at++;
        }
        members.put(text.substring(from, at), shape());
      }
    }

    private JsonShape shape() {
      return switch (text.charAt(at)) {
        case '{' -> in(Form.OBJECT, '}');
        case '[' -> in(Form.LIST, ']');
        case '?' -> in(Form.ANY, '?');
        default -> new JsonShape(Form.VALUE, Map.of());
      };
    }

    private JsonShape in(Form form, char end) {
      at++;
      return new JsonShape(form, form == Form.ANY ? Map.of() : members(end));
    }
  }
}
