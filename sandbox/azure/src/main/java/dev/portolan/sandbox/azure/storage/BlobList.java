package dev.portolan.sandbox.azure.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.WireResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/**
 * A page of blobs.
 *
 * <p>https://learn.microsoft.com/rest/api/storageservices/list-blobs
 */
final class BlobList {
  private static final int MOST = 5000;

  private BlobList() {}

  /** The blobs of which the marker is the first, at most as many as are asked for. */
  static WireResponse of(BlobCall call, List<Map.Entry<String, ObjectNode>> all) {
    String marker = call.parameter("marker");
    int most = Math.min(MOST, Integer.parseInt(call.parameter("maxresults", "" + MOST)));
    List<Map.Entry<String, ObjectNode>> left =
        all.stream().filter(each -> each.getKey().compareTo(marker) >= 0).toList();
    boolean metadata = call.parameter("include").contains("metadata");
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    xml.append("<EnumerationResults ContainerName=\"").append(escaped(call.container()));
    xml.append("\"><Blobs>");
    left.stream().limit(most).forEach(each -> xml.append(told(each, metadata)));
    xml.append("</Blobs><NextMarker>");
    if (left.size() > most) {
      xml.append(escaped(left.get(most).getKey()));
    }
    return WireResponse.of(
        200, "application/xml", xml.append("</NextMarker></EnumerationResults>").toString());
  }

  private static String told(Map.Entry<String, ObjectNode> entry, boolean metadata) {
    ObjectNode blob = entry.getValue();
    StringBuilder xml = new StringBuilder();
    xml.append("<Blob><Name>").append(escaped(entry.getKey())).append("</Name><Properties>");
    xml.append(element("Last-Modified", date(blob)));
    xml.append(element("Etag", blob.path("etag").asText().replace("\"", "")));
    xml.append(element("Content-Length", blob.path("size").asText()));
    xml.append(element("Content-Type", blob.path("type").asText()));
    xml.append(element("BlobType", "BlockBlob")).append("</Properties>");
    if (metadata) {
      xml.append("<Metadata>");
      blob.path("metadata")
          .properties()
          .forEach(each -> xml.append(element(each.getKey(), each.getValue().asText())));
      xml.append("</Metadata>");
    }
    return xml.append("</Blob>").toString();
  }

  private static String element(String name, String text) {
    return "<" + name + ">" + escaped(text) + "</" + name + ">";
  }

  /** When a blob was written last, as headers have it. */
  static String date(ObjectNode blob) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.parse(blob.path("modified").asText()).atOffset(ZoneOffset.UTC));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
