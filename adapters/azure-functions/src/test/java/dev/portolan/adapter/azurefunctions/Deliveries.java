package dev.portolan.adapter.azurefunctions;

import dev.portolan.Event;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Outcome;
import dev.portolan.testkit.adapter.Occurrence;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** One event of each kind, as Azure delivers it. */
final class Deliveries {
  private Deliveries() {}

  static Outcome fire(JoinedApp app, Event.Kind kind, String text) {
    switch (kind) {
      case QUEUE:
        return app.host.fire(
            "queue",
            new Datum.Bytes(text.getBytes(StandardCharsets.UTF_8)),
            Map.of("Id", new Datum.Text("7")),
            0);
      case TOPIC:
        return app.host.fire(
            "topic",
            new Datum.Bytes(text.getBytes(StandardCharsets.UTF_8)),
            Map.of("MessageId", new Datum.Text("7")),
            0);
      case KAFKA:
      case RECORD_UPSERTED:
        return Occurrences.fire(app, Occurrence.sample(kind, text));
      case OBJECT_CREATED:
        return app.host.fire("grid", blob("Microsoft.Storage.BlobCreated"));
      case OBJECT_DELETED:
        return app.host.fire("grid", blob("Microsoft.Storage.BlobDeleted"));
      default:
        return app.host.fire(
            "grid",
            "{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/shop\",\"type\":\"said\","
                + "\"data\":\""
                + text
                + "\"}");
    }
  }

  /** What the trigger tells beside the bytes of a record of the topic {@code clicks}. */
  static Map<String, Datum> record(int partition, long offset, Map<String, Datum> more) {
    Map<String, Datum> all = new HashMap<>(more);
    all.put("Topic", new Datum.Text("clicks"));
    all.put("Partition", new Datum.Json(Integer.toString(partition)));
    all.put("Offset", new Datum.Json(Long.toString(offset)));
    all.put("Timestamp", new Datum.Json("\"2026-01-02T03:04:05Z\""));
    all.put("Headers", new Datum.Json("[{\"Key\":\"A-b\",\"Value\":\"eA==\"}]"));
    return all;
  }

  /** learn.microsoft.com/azure/event-grid/event-schema-blob-storage. */
  private static String blob(String type) {
    return "{\"topic\":\"/subscriptions/s/storageAccounts/a\",\"subject\":"
        + "\"/blobServices/default/containers/photos/blobs/a b.txt\",\"eventType\":\""
        + type
        + "\",\"id\":\"e1\",\"eventTime\":\"2026-01-02T03:04:05Z\",\"dataVersion\":\"\",\"data\":"
        + "{\"api\":\"PutBlob\",\"contentType\":\"text/plain\",\"contentLength\":524288,"
        + "\"eTag\":\"0x8D4BCC2E4835CD0\",\"blobType\":\"BlockBlob\"}}";
  }
}
