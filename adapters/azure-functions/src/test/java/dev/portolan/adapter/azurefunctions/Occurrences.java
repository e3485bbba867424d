package dev.portolan.adapter.azurefunctions;

import dev.portolan.Event;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Outcome;
import dev.portolan.testkit.adapter.Occurrence;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What happens, as Azure's host hands it to the worker; the sources are with each wire. */
final class Occurrences {
  private Occurrences() {}

  static Outcome fire(JoinedApp app, Occurrence occurrence) {
    switch (occurrence.kind()) {
      case QUEUE:
        return message(app, "bus", occurrence);
      case TOPIC:
        return message(app, "topic", occurrence);
      case OBJECT_CREATED:
        return app.host.fire("grid", blob("Microsoft.Storage.BlobCreated", occurrence));
      case OBJECT_DELETED:
        return app.host.fire("grid", blob("Microsoft.Storage.BlobDeleted", occurrence));
      default:
        return app.host.fire("grid", custom(occurrence));
    }
  }

  private static Outcome message(JoinedApp app, String function, Occurrence message) {
    Map<String, Datum> metadata = new LinkedHashMap<>();
    metadata.put("MessageId", new Datum.Text(message.id()));
    metadata.put("DeliveryCount", new Datum.Text("1"));
    if (!message.mediaType().isEmpty()) {
      metadata.put("ContentType", new Datum.Text(message.mediaType()));
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    if (message.isCloudEvent()) {
      properties.put("cloudEvents:specversion", "1.0");
    }
    message
        .attributes()
        .forEach(
            (name, value) ->
                properties.put(message.isCloudEvent() ? "cloudEvents:" + name : name, value));
    metadata.put("ApplicationProperties", new Datum.Json(json(properties)));
    return app.host.fire(function, new Datum.Bytes(message.data()), metadata, 0);
  }

  private static String blob(String type, Occurrence object) {
    boolean stored = object.kind() == Event.Kind.OBJECT_CREATED;
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("api", stored ? "PutBlob" : "DeleteBlob");
    data.put("contentType", "application/octet-stream");
    data.put("blobType", "BlockBlob");
    if (stored) {
      data.put("contentLength", object.data().length);
      data.put("eTag", "0x8D4BCC2E4835CD0");
    }
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("topic", "/subscriptions/s/storageAccounts/a");
    event.put(
        "subject", "/blobServices/default/containers/" + object.place() + "/blobs/" + object.key());
    event.put("eventType", type);
    event.put("id", object.id());
    event.put("eventTime", "2026-01-02T03:04:05Z");
    event.put("dataVersion", "");
    event.put("data", data);
    return json(event);
  }

  private static String custom(Occurrence occurrence) {
    Map<String, Object> event = new LinkedHashMap<>(occurrence.attributes());
    event.put("specversion", "1.0");
    boolean json = occurrence.mediaType().contains("json");
    event.put(
        "data",
        json
            ? JsonReader.read(occurrence.data())
            : new String(occurrence.data(), StandardCharsets.UTF_8));
    if (!occurrence.mediaType().isEmpty()) {
      event.put("datacontenttype", occurrence.mediaType());
    }
    return json(event);
  }

  private static String json(Map<String, Object> document) {
    return new String(new JsonWriter().value(document).toBytes(), StandardCharsets.UTF_8);
  }
}
