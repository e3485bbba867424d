package dev.portolan.adapter.azurefunctions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.azure.worker.Datum;
import dev.portolan.sandbox.azure.worker.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What is no event does not reach the function, does not come again, and is in the log: the
 * invocation succeeds, since every failure brings it again. Each test counts what it tried: two
 * hundred and more altogether.
 */
final class MalformedEventsTest {
  private static final List<String> NO_OBJECTS =
      List.of("", "null", "1", "[1]", "\"x\"", "true", "{", "[", "{\"a\":}", "\u0000", "[null]");
  private static final List<String> NO_TEXTS = List.of("null", "1", "{}", "[]", "true", "\"\"");
  private static final String CLOUD_EVENT =
      "{\"specversion\":\"1.0\",\"id\":\"8\",\"source\":\"/shop\",\"type\":\"com.acme.order\"}";
  private static final String GRID_EVENT =
      "{\"topic\":\"/s\",\"subject\":\"/b\",\"eventType\":\"Microsoft.Storage.BlobCreated\","
          + "\"id\":\"e1\",\"eventTime\":\"2026-01-02T03:04:05Z\",\"data\":{\"api\":\"PutBlob\"}}";
  private static final String DOCUMENT = "{\"id\":\"a\",\"_ts\":1767323045,\"n\":1}";

  private int tried;

  @Test
  void eventsOfEventGrid() {
    List<String> bad = new ArrayList<>(NO_OBJECTS);
    bad.add("{}");
    for (String name : List.of("id", "topic", "eventType")) {
      members(bad, GRID_EVENT, name);
    }
    others(bad, GRID_EVENT, "eventTime", List.of("1", "\"noon\"", "{}"));
    others(bad, GRID_EVENT, "subject", List.of("1", "{}"));
    for (String name : List.of("id", "source", "type")) {
      members(bad, CLOUD_EVENT, name);
    }
    others(bad, CLOUD_EVENT, "specversion", List.of("null", "1", "\"0.3\"", "\"2.0\"", "{}"));
    refused(bad, Described.taker().trigger(EventGridEntryPoint.class, "eventGridTrigger", "event"));
    assertTrue(tried >= 50, "only " + tried);
  }

  @Test
  void recordsOfKafka() {
    try (JoinedApp app =
        Described.taker().trigger(KafkaEntryPoint.class, "kafkaTrigger", "record")) {
      for (String name : List.of("Offset", "Partition")) {
        for (String bad : List.of("", "null", "\"4\"", "{}", "[]", "true", "1.5", "-1", "1e99")) {
          record(name, new Datum.Json(bad), app);
        }
      }
      record("Topic", new Datum.Text(""), app);
      record("Timestamp", new Datum.Json("\"noon\""), app);
      record("Headers", new Datum.Json("[{"), app);
    }
    assertTrue(tried >= 20, "only " + tried);
  }

  private void record(String name, Datum bad, JoinedApp app) {
    Map<String, Datum> told = new HashMap<>(Deliveries.record(1, 4, Map.of()));
    told.put(name, bad);
    Datum value = new Datum.Bytes("hi".getBytes(UTF_8));
    refused(name + " " + bad, app, () -> app.host.fire("f", value, told, 0));
  }

  @Test
  void documentsOfAChangeFeed() {
    List<String> bad = new ArrayList<>(NO_OBJECTS);
    bad.add("{}");
    bad.add(DOCUMENT);
    List<String> documents = new ArrayList<>();
    documents.add("{}");
    documents.add(without(DOCUMENT, "id"));
    documents.add(without(DOCUMENT, "_ts"));
    others(documents, DOCUMENT, "id", NO_TEXTS);
    others(documents, DOCUMENT, "_ts", List.of("null", "\"1\"", "{}", "true", "1.5", "1e99"));
    documents.forEach(each -> bad.add("[" + each + "]"));
    refused(
        bad, Described.taker().trigger(CosmosDbEntryPoint.class, "cosmosDBTrigger", "documents"));
    assertTrue(tried >= 25, "only " + tried);
  }

  @Test
  void aGoodDocumentBesideABadOneIsHandedOver() {
    try (JoinedApp app =
            Described.taker().trigger(CosmosDbEntryPoint.class, "cosmosDBTrigger", "documents");
        Heard heard = Heard.of("f")) {
      for (String bad : List.of("1", "null", "{}", "{\"id\":1}")) {
        int before = Taker.TAKEN.size();
        assertTrue(app.host.fire("f", "[" + bad + "," + DOCUMENT + "]").succeeded());
        assertEquals(before + 1, Taker.TAKEN.size(), bad);
      }
      assertEquals(4, heard.all().size(), heard.all().toString());
    }
  }

  @Test
  void messagesThatAreCloudEventsInPart() {
    List<String> bad = new ArrayList<>();
    for (String name : List.of("id", "source", "type")) {
      members(bad, CLOUD_EVENT, name);
    }
    others(bad, CLOUD_EVENT, "time", List.of("1", "\"noon\"", "{}"));
    others(bad, CLOUD_EVENT, "data_base64", List.of("1", "\"%\"", "{}"));
    try (JoinedApp app =
        Described.taker().trigger(QueueEntryPoint.class, "queueTrigger", "message")) {
      for (String each : bad) {
        Datum message = new Datum.Bytes(each.getBytes(UTF_8));
        refused(each, app, () -> app.host.fire("f", message, Map.of("Id", new Datum.Text("7")), 0));
      }
    }
    assertTrue(tried >= 20, "only " + tried);
  }

  @Test
  void messagesOfServiceBus() {
    for (Class<?> entryPoint :
        List.of(ServiceBusEntryPoint.class, ServiceBusTopicEntryPoint.class)) {
      String trigger =
          entryPoint == ServiceBusEntryPoint.class
              ? Described.HTTP
              : "{\"type\":\"topic\",\"topic\":\"orders\",\"types\":[]}";
      try (JoinedApp app =
          Described.taker(trigger).trigger(entryPoint, "serviceBusTrigger", "message")) {
        for (String name : List.of("id", "source", "type")) {
          for (String bad : List.of("null", "\"\"")) {
            sent(name + " " + bad, attribute(name, bad), app);
          }
          sent("no " + name, attribute(name, null), app);
        }
        for (String bad : List.of("\"noon\"", "1", "\"2026-13-05T03:56:24Z\"", "\"2026-04-05\"")) {
          sent("time " + bad, attribute("time", bad), app);
        }
        for (String bad : List.of("a_b", "a.b", "a-b", "\u00e4")) {
          sent("attribute " + bad, attribute(bad, "\"v\""), app);
        }
        for (String bad : List.of("id", "source", "type")) {
          List<String> texts = new ArrayList<>();
          members(texts, CLOUD_EVENT, bad);
          for (String text : texts) {
            Datum message = new Datum.Bytes(text.getBytes(UTF_8));
            refused(text, app, () -> app.host.fire("f", message, Map.of(), 0));
          }
        }
        for (String bad : List.of("noon", "2026-01-02", "1")) {
          Map<String, Datum> told = Map.of("EnqueuedTimeUtc", new Datum.Text(bad));
          Datum message = new Datum.Bytes("hi".getBytes(UTF_8));
          refused("time " + bad, app, () -> app.host.fire("f", message, told, 0));
        }
      }
    }
    assertTrue(tried >= 80, "only " + tried);
  }

  private void sent(String what, String properties, JoinedApp app) {
    Map<String, Datum> told = Map.of("ApplicationProperties", new Datum.Json(properties));
    Datum message = new Datum.Bytes("hi".getBytes(UTF_8));
    refused(what, app, () -> app.host.fire("f", message, told, 0));
  }

  /** The properties of a CloudEvent in binary mode, one of them another one, or left out. */
  private static String attribute(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("specversion", "\"1.0\"");
    all.put("id", "\"8\"");
    all.put("source", "\"/shop\"");
    all.put("type", "\"com.acme.order\"");
    if (value == null) {
      all.remove(name);
    } else {
      all.put(name, value);
    }
    StringBuilder json = new StringBuilder("{");
    all.forEach(
        (key, told) ->
            json.append(json.length() == 1 ? "" : ",")
                .append("\"cloudEvents:")
                .append(key)
                .append("\":")
                .append(told));
    return json.append('}').toString();
  }

  @Test
  void ticksOfWhichTheHostTellsNothingThatCanBeRead() {
    List<String> bad = new ArrayList<>(NO_OBJECTS);
    for (String next : List.of("null", "1", "\"noon\"", "{}", "[]", "\"2026-13-01T00:00:00Z\"")) {
      bad.add("{\"ScheduleStatus\":{\"Next\":" + next + "},\"IsPastDue\":false}");
    }
    for (String status : List.of("null", "1", "[]", "\"x\"", "true")) {
      bad.add("{\"ScheduleStatus\":" + status + "}");
    }
    for (String late : List.of("null", "1", "\"true\"", "{}")) {
      bad.add("{\"IsPastDue\":" + late + "}");
    }
    assertTrue(bad.size() >= 25, "only " + bad.size());
    // Nobody else tells that it is time: it is one, for now, and is not lost.
    try (JoinedApp app =
        Described.taker(Described.schedule("0 2 * * *", "UTC"))
            .trigger(TimerEntryPoint.class, "timerTrigger", "timer")) {
      for (String each : bad) {
        int before = Taker.TAKEN.size();
        Outcome outcome = app.host.fire("f", each);
        assertTrue(outcome.succeeded(), each + ": " + outcome.failure());
        assertEquals(before + 1, Taker.TAKEN.size(), each);
        assertEquals("false", Taker.last().extensions().get("pastdue"), each);
      }
    }
  }

  private void refused(List<String> all, JoinedApp started) {
    try (JoinedApp app = started) {
      for (String each : all) {
        refused(each, app, () -> app.host.fire("f", each));
      }
    }
  }

  private void refused(String what, JoinedApp app, java.util.function.Supplier<Outcome> fire) {
    tried++;
    int before = Taker.TAKEN.size();
    try (Heard heard = Heard.of("f")) {
      Outcome outcome = fire.get();
      assertTrue(outcome.succeeded(), what + ": " + outcome.failure());
      assertEquals(before, Taker.TAKEN.size(), "the function is called with " + what);
      assertTrue(heard.only().contains("acknowledged and lost"), what + ": " + heard.all());
    }
  }

  private static void members(List<String> all, String text, String name) {
    all.add(without(text, name));
    others(all, text, name, NO_TEXTS);
  }

  /** The text with other values of a member, which it need not have. */
  private static void others(List<String> all, String text, String name, List<String> values) {
    for (String value : values) {
      String rest = text.contains("\"" + name + "\":") ? without(text, name) : text;
      all.add("{\"" + name + "\":" + value + "," + rest.substring(1));
    }
  }

  private static String without(String text, String name) {
    String left = text.replaceFirst("\"" + name + "\":(\"[^\"]*\"|[0-9]+),", "");
    left = left.equals(text) ? text.replaceFirst(",\"" + name + "\":\"[^\"]*\"", "") : left;
    if (left.equals(text)) {
      throw new AssertionError("nothing was taken: " + name + " of " + text);
    }
    return left;
  }
}
