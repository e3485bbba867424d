package dev.portolan.adapter.azurefunctions;

import com.microsoft.azure.functions.ExecutionContext;
import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns the documents of a change feed into events, one each.
 *
 * <p>{@code _lsn} counts the writes of a partition and {@code _ts} is the second of the last one
 * (learn.microsoft.com/azure/cosmos-db/nosql/change-feed-modes), so that with the document's id
 * they tell a repetition. Documents with other partition keys may have the same id, and be in a
 * partition that counts by itself: {@code _rid} tells them apart
 * (learn.microsoft.com/rest/api/cosmos-db/documents).
 */
final class CosmosDbWire {
  private CosmosDbWire() {}

  /**
   * The events. What is no document is among the dead letters, or in the log where there are none,
   * and keeps no other from the function.
   *
   * @throws CodecException if that is no array
   */
  static List<Object> events(String documents, App app, ExecutionContext context) {
    Object all = JsonReader.read(documents.getBytes(StandardCharsets.UTF_8));
    if (!(all instanceof List)) {
      throw new CodecException("Expected an array of documents");
    }
    List<Object> events = new ArrayList<>();
    for (Object each : (List<?>) all) {
      try {
        events.add(event(each, app, context));
      } catch (CodecException noDocument) {
        Delivery.unreadable(each, noDocument.getMessage(), app, context);
      }
    }
    return events;
  }

  private static Object event(Object told, App app, ExecutionContext context) {
    Map<?, ?> document = told instanceof Map ? (Map<?, ?>) told : Map.of();
    Object number = document.get("_lsn") == null ? document.get("_ts") : document.get("_lsn");
    if (!(document.get("id") instanceof String name)
        || name.isEmpty()
        || !(number instanceof Long)) {
      throw new CodecException("Expected a document with id and _ts");
    }
    String unique =
        document.get("_rid") instanceof String rid ? name.concat("/").concat(rid) : name;
    String id = unique.concat("/").concat(String.valueOf(number));
    Map<Object, Object> event =
        AzureEvents.event(id, AzureEvents.UPSERT, Sources.container(app, context));
    event.put("subject", name);
    if (document.get("_ts") instanceof Long seconds) {
      event.put("time", Instant.ofEpochSecond(seconds).toString());
    }
    event.put("data", document);
    return event;
  }
}
