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
 * they tell a repetition.
 */
final class CosmosDbWire {
  private CosmosDbWire() {}

  /**
   * The events.
   *
   * @throws CodecException if that is no array of documents
   */
  static List<Object> events(String documents, App app, ExecutionContext context) {
    Object all = JsonReader.read(documents.getBytes(StandardCharsets.UTF_8));
    if (!(all instanceof List)) {
      throw new CodecException("Expected an array of documents");
    }
    List<Object> events = new ArrayList<>();
    for (Object each : (List<?>) all) {
      if (!(each instanceof Map)) {
        throw new CodecException("Expected an array of documents");
      }
      events.add(event((Map<?, ?>) each, app, context));
    }
    return events;
  }

  private static Object event(Map<?, ?> document, App app, ExecutionContext context) {
    Object number = document.get("_lsn") == null ? document.get("_ts") : document.get("_lsn");
    String name = String.valueOf(document.get("id"));
    String id = name.concat("/").concat(String.valueOf(number));
    Map<Object, Object> event = AzureEvents.event(id, AzureEvents.UPSERT, app, context);
    event.put("subject", name);
    if (document.get("_ts") instanceof Long seconds) {
      event.put("time", Instant.ofEpochSecond(seconds).toString());
    }
    event.put("data", document);
    return event;
  }
}
