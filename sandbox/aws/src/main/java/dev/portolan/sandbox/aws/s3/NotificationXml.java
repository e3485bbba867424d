package dev.portolan.sandbox.aws.s3;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.XmlText;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A bucket's notification configuration between XML and the state, where it is {@code eventBridge}
 * and {@code entries}, each with {@code kind}, {@code id}, {@code arn}, {@code events} and maybe
 * {@code prefix} and {@code suffix}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html">PutBucketNotificationConfiguration</a>
 */
final class NotificationXml {
  static final String ROOT = "NotificationConfiguration";
  private static final String ENTRY = "Configuration";
  private static final String EVENT_BRIDGE = "EventBridge";

  private NotificationXml() {}

  static ObjectNode read(XmlBody body) {
    if (!body.root().equals(ROOT)) {
      throw S3Error.MALFORMED.refusal();
    }
    ObjectNode read = JsonNodeFactory.instance.objectNode();
    for (Element one : children(body.document().getDocumentElement())) {
      String name = one.getLocalName();
      String kind = name.replaceFirst(ENTRY + "$", "");
      if (!name.endsWith(ENTRY)
          || !List.of("Topic", "Queue", "CloudFunction", EVENT_BRIDGE).contains(kind)) {
        throw S3Error.MALFORMED.refusal();
      }
      if (kind.equals(EVENT_BRIDGE)) {
        read.put("eventBridge", true);
      } else {
        read.withArrayProperty("entries").add(entry(kind, one));
      }
    }
    return read;
  }

  private static ObjectNode entry(String kind, Element element) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    entry.put("kind", kind).put("id", UUID.randomUUID().toString());
    for (Element one : children(element)) {
      String name = one.getLocalName();
      if (name.equals("Id")) {
        entry.put("id", one.getTextContent());
      } else if (name.equals(kind)) {
        entry.put("arn", one.getTextContent());
      } else if (name.equals("Event")) {
        entry.withArrayProperty("events").add(one.getTextContent());
      } else if (name.equals("Filter")) {
        filter(entry, one);
      } else {
        throw S3Error.MALFORMED.refusal();
      }
    }
    if (!entry.has("arn") || !entry.has("events")) {
      throw S3Error.MALFORMED.refusal();
    }
    return entry;
  }

  private static void filter(ObjectNode entry, Element filter) {
    NodeList rules = filter.getElementsByTagNameNS("*", "FilterRule");
    for (int i = 0; i < rules.getLength(); i++) {
      String name = "";
      String value = "";
      for (Element one : children((Element) rules.item(i))) {
        if (one.getLocalName().equals("Name")) {
          name = one.getTextContent().toLowerCase(java.util.Locale.ROOT);
        } else {
          value = one.getTextContent();
        }
      }
      if (!name.matches("prefix|suffix")) {
        throw S3Error.FILTER_NAME.refusal();
      }
      entry.put(name, value);
    }
  }

  private static List<Element> children(Element parent) {
    NodeList all = parent.getChildNodes();
    return java.util.stream.IntStream.range(0, all.getLength())
        .mapToObj(all::item)
        .filter(one -> one.getNodeType() == Node.ELEMENT_NODE)
        .map(Element.class::cast)
        .toList();
  }

  /** S3 writes the names of filters with a capital, however they came. */
  static String write(JsonNode held) {
    XmlText xml = new XmlText();
    xml.open(ROOT, BucketActions.NAMESPACE);
    for (JsonNode entry : held.path("entries")) {
      String kind = entry.path("kind").asText();
      xml.open(kind + ENTRY).leaf("Id", entry.path("id").asText());
      xml.leaf(kind, entry.path("arn").asText());
      entry.path("events").forEach(event -> xml.leaf("Event", event.asText()));
      if (entry.has("prefix") || entry.has("suffix")) {
        xml.open("Filter").open("S3Key");
        Map.of("prefix", "Prefix", "suffix", "Suffix")
            .forEach((name, shown) -> rule(xml, shown, entry.path(name)));
        xml.close("S3Key").close("Filter");
      }
      xml.close(kind + ENTRY);
    }
    if (held.path("eventBridge").asBoolean()) {
      xml.open(EVENT_BRIDGE + ENTRY).close(EVENT_BRIDGE + ENTRY);
    }
    return xml.close(ROOT).toString();
  }

  private static void rule(XmlText xml, String name, JsonNode value) {
    if (!value.isMissingNode()) {
      xml.open("FilterRule").leaf("Name", name).leaf("Value", value.asText()).close("FilterRule");
    }
  }
}
