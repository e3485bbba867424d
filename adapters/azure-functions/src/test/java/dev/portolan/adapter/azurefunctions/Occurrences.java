package dev.portolan.adapter.azurefunctions;

import dev.portolan.Change;
import dev.portolan.Event;
import dev.portolan.KafkaRecord;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Outcome;
import dev.portolan.testkit.adapter.Occurrence;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

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
      case KAFKA:
        return record(app, occurrence);
      case RECORD_CREATED:
      case RECORD_UPDATED:
      case RECORD_UPSERTED:
        return changes(app, List.of(occurrence));
      default:
        return app.host.fire("grid", custom(occurrence));
    }
  }

  private static Outcome message(JoinedApp app, String function, Occurrence message) {
    Map<String, Datum> metadata = new LinkedHashMap<>();
    metadata.put("MessageId", new Datum.Text(message.id()));
    metadata.put("DeliveryCount", new Datum.Text(Integer.toString(message.attempt())));
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

  /** A record of Kafka, which the host tries again by itself. */
  private static Outcome record(JoinedApp app, Occurrence occurrence) {
    KafkaRecord<byte[], byte[]> record = occurrence.record().orElseThrow();
    Map<String, Datum> metadata = new LinkedHashMap<>();
    record.key().ifPresent(key -> metadata.put("Key", new Datum.Text(text(key))));
    metadata.put("Partition", new Datum.Json(Integer.toString(record.partition())));
    metadata.put("Topic", new Datum.Text(record.topic()));
    metadata.put("Timestamp", new Datum.Json("\"2026-01-02T03:04:05Z\""));
    metadata.put("Offset", new Datum.Json(Long.toString(record.offset())));
    List<Object> headers = new ArrayList<>();
    for (KafkaRecord.Header each : record.headers()) {
      headers.add(
          Map.of("Key", each.name(), "Value", Base64.getEncoder().encodeToString(each.value())));
    }
    metadata.put("Headers", new Datum.Json(json(headers)));
    return app.host.fire(
        "kafka",
        new Datum.Bytes(record.value().orElse(new byte[0])),
        metadata,
        occurrence.attempt() - 1);
  }

  /** What a feed brings together, and tries again together; of each its latest state alone. */
  static Outcome changes(JoinedApp app, List<Occurrence> occurrences) {
    List<Object> documents = new ArrayList<>();
    for (Occurrence each : occurrences) {
      Change<Map<String, Object>> change = each.change().orElseThrow();
      Map<String, Object> document = new LinkedHashMap<>(change.after().orElseThrow());
      document.put("id", change.key());
      document.put("_rid", rid(change.key()));
      document.put("_ts", 1767323045L);
      document.put("_lsn", number(each));
      documents.add(document);
    }
    return app.host.fire(
        "feed", new Datum.Json(json(documents)), Map.of(), occurrences.get(0).attempt() - 1);
  }

  /** What a function is told as the id of a change. */
  static String id(Occurrence occurrence) {
    return occurrence
        .change()
        .map(change -> change.key() + "/" + rid(change.key()) + "/" + number(occurrence))
        .orElse(occurrence.id());
  }

  private static String rid(String key) {
    return Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /** Of the same change the same. */
  private static long number(Occurrence occurrence) {
    CRC32 number = new CRC32();
    number.update(occurrence.id().getBytes(StandardCharsets.UTF_8));
    return number.getValue();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
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

  private static String json(Object document) {
    return new String(new JsonWriter().value(document).toBytes(), StandardCharsets.UTF_8);
  }
}
