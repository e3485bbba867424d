package dev.portolan.provider.azure.errors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an error's body. Codes stand in {@code code}, in App Service's own {@code Code} and {@code
 * ExtendedCode}, in details and inner errors, and in messages that are JSON themselves; Storage's
 * in XML.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/find-error-code">Find
 *     error codes</a>
 */
final class Body {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern XML_CODE = Pattern.compile("<Code>(\\w+)</Code>");
  private static final Pattern MARKUP =
      Pattern.compile("(?s)<style.*?</style>|<script.*?</script>|<[^>]*>");
  private static final int DEPTH = 12;

  private Body() {}

  /** Adds the codes of a text that holds a body; gives what it says, without its markup. */
  static String read(String text, Set<String> codes) {
    Matcher xml = XML_CODE.matcher(text);
    while (xml.find()) {
      codes.add(xml.group(1));
    }
    Optional<JsonNode> json = json(text);
    json.ifPresent(node -> collect(node, codes, 0));
    return json.map(Body::said)
        .filter(said -> !said.isBlank())
        .orElseGet(() -> MARKUP.matcher(text).replaceAll(" ").replaceAll("\\s+", " ").strip());
  }

  /** The SDK's messages hold the body in quotes, so what counts is from brace to brace. */
  private static Optional<JsonNode> json(String text) {
    int first = text.indexOf('{');
    int last = text.lastIndexOf('}');
    if (first < 0 || last < first) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(text.substring(first, last + 1)));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static void collect(JsonNode node, Set<String> codes, int depth) {
    if (depth > DEPTH) {
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      if ((name.equalsIgnoreCase("code") || name.equals("ExtendedCode")) && value.isValueNode()) {
        if (!value.asText().isBlank() && !value.isNull()) {
          codes.add(value.asText());
        }
      } else if (name.equalsIgnoreCase("message") && value.isTextual()) {
        json(value.asText()).ifPresent(inner -> collect(inner, codes, depth + 1));
      }
    }
    node.forEach(child -> collect(child, codes, depth + 1));
  }

  /** The first message, or what a deployment or a problem document says instead. */
  private static String said(JsonNode node) {
    for (String name : new String[] {"message", "Message", "status_text", "detail", "title"}) {
      JsonNode found = node.findValue(name);
      if (found != null && found.isTextual() && !found.asText().isBlank()) {
        String text = found.asText().strip();
        return json(text).map(Body::said).filter(inner -> !inner.isBlank()).orElse(text);
      }
    }
    return "";
  }
}
