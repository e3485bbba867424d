package dev.portolan.adapter.azurefunctions;

import dev.portolan.Event;
import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.nio.charset.StandardCharsets;
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
        return app.host.fire(
            "kafka",
            "{\"Offset\":4,\"Partition\":1,\"Topic\":\"clicks\",\"Key\":\"k\",\"Value\":\""
                + text
                + "\",\"Headers\":[{\"Key\":\"A-b\",\"Value\":\"eA==\"}]}");
      case RECORD_UPSERTED:
        return app.host.fire("feed", "[{\"id\":\"7\",\"_lsn\":5,\"name\":\"" + text + "\"}]");
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
