package dev.portolan.sandbox.azure.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.storage.BlobListener;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Ids;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;

/**
 * Makes of each blob that is stored or removed an event for each event subscription that asks for
 * it.
 *
 * <p>https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage,
 * https://learn.microsoft.com/azure/event-grid/event-filtering
 */
public final class BlobEvents implements BlobListener {
  private static final String CLOUD_EVENTS = "CloudEventSchemaV1_0";

  @Override
  public void heard(
      ObjectNode tree,
      Instant now,
      String container,
      String name,
      ObjectNode blob,
      boolean removed) {
    String account = container.replaceFirst("(?i)/blobServices/.*", "");
    String type = "Microsoft.Storage." + (removed ? "BlobDeleted" : "BlobCreated");
    String subject = "/blobServices/default/containers/" + ArmId.name(container) + "/blobs/" + name;
    for (ObjectNode each : EventSubscriptions.SUBSCRIPTIONS.within(tree, account)) {
      JsonNode properties = each.path(EventSubscriptions.SERVING);
      if (properties.isObject() && takes(properties.path("filter"), type, subject)) {
        ObjectNode data = data(tree, ArmId.name(account), container, name, blob, removed);
        data.put("sequencer", "%032x".formatted(Waiting.last(tree) + 1));
        ObjectNode event =
            properties.path("eventDeliverySchema").asText().equals(CLOUD_EVENTS)
                ? cloudEvent(tree, account, type, subject, now)
                : gridEvent(tree, account, type, subject, now);
        event.put("id", Ids.uuid()).set("data", data);
        Waiting.add(tree, each.path("id").asText(), event, now);
      }
    }
  }

  private static boolean takes(JsonNode filter, String type, String subject) {
    boolean asked = filter.path("includedEventTypes").isEmpty();
    for (JsonNode each : filter.path("includedEventTypes")) {
      asked |= each.asText().equalsIgnoreCase(type);
    }
    boolean exact = filter.path("isSubjectCaseSensitive").asBoolean();
    String begins = filter.path("subjectBeginsWith").asText();
    String ends = filter.path("subjectEndsWith").asText();
    return asked
        && folded(subject, exact).startsWith(folded(begins, exact))
        && folded(subject, exact).endsWith(folded(ends, exact));
  }

  private static String folded(String text, boolean exact) {
    return exact ? text : text.toLowerCase(Locale.ROOT);
  }

  private static ObjectNode cloudEvent(
      ObjectNode tree, String account, String type, String subject, Instant now) {
    return tree.objectNode()
        .put("specversion", "1.0")
        .put("source", account)
        .put("type", type)
        .put("subject", subject)
        .put("time", now.toString());
  }

  private static ObjectNode gridEvent(
      ObjectNode tree, String account, String type, String subject, Instant now) {
    return tree.objectNode()
        .put("topic", account)
        .put("eventType", type)
        .put("subject", subject)
        .put("eventTime", now.toString())
        .put("dataVersion", "")
        .put("metadataVersion", "1");
  }

  private static ObjectNode data(
      ObjectNode tree,
      String account,
      String container,
      String name,
      ObjectNode blob,
      boolean removed) {
    ObjectNode data = tree.objectNode().put("api", removed ? "DeleteBlob" : "PutBlob");
    data.put("requestId", Ids.uuid()).put("contentType", blob.path("type").asText());
    if (!removed) {
      data.put("eTag", blob.path("etag").asText()).put("contentLength", blob.path("size").asLong());
    }
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return data.put("blobType", "BlockBlob")
        .put(
            "url",
            "https://"
                + account
                + ".blob.core.windows.net/"
                + ArmId.name(container)
                + "/"
                + encoded.replace("%2F", "/"));
  }
}
