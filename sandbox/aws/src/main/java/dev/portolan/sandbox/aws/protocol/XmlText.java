package dev.portolan.sandbox.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * XML as AWS writes it: elements only, lists as repeated {@code member} elements, maps as {@code
 * entry}.
 */
public final class XmlText {
  private final StringBuilder text = new StringBuilder();

  public XmlText open(String element, String namespace) {
    text.append('<').append(element).append(" xmlns=\"").append(namespace).append("\">");
    return this;
  }

  public XmlText open(String element) {
    text.append('<').append(element).append('>');
    return this;
  }

  public XmlText close(String element) {
    text.append("</").append(element).append('>');
    return this;
  }

  public XmlText leaf(String element, String value) {
    open(element);
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '"' -> text.append("&quot;");
        case '\r' -> text.append("&#13;");
        default -> text.append(c);
      }
    }
    return close(element);
  }

  /** All members of a tree, in its order; what begins with an underscore is not told. */
  public XmlText members(JsonNode tree) {
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      if (!member.getKey().startsWith("_")) {
        value(member.getKey(), member.getValue());
      }
    }
    return this;
  }

  private void value(String name, JsonNode value) {
    if (value.isArray()) {
      open(name);
      value.forEach(element -> value("member", element));
      close(name);
    } else if (value.isObject() && value.size() == 1 && value.path("entry").isArray()) {
      open(name);
      value.path("entry").forEach(entry -> open("entry").members(entry).close("entry"));
      close(name);
    } else if (value.isObject()) {
      open(name).members(value).close(name);
    } else {
      leaf(name, value.asText());
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
