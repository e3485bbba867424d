package dev.portolan.adapter.azurefunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.Departure;
import dev.portolan.testkit.adapter.Occurrence;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Has a worker that goes by the rules of Azure's call the entry points, behind Azure's host.
 *
 * <p>What bounds the heap is the host: it takes 104 857 600 bytes of a body ({@code
 * ScriptConstants.DefaultMaxRequestBodySize} of azure-functions-host), or as many as the deployer
 * has told it with {@code FUNCTIONS_REQUEST_BODY_SIZE_LIMIT}, and the worker has the whole of it in
 * one string before the adapter is called, which cannot refuse it earlier (decision 19).
 */
public final class AzureHarness implements AdapterHarness {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String provider() {
    return "azure";
  }

  @Override
  public Running start(
      Map<String, String> variables, Map<String, String> secrets, ClassLoader loader) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putAll(AdapterHarness.inEnvironment(secrets));
    environment.put("PORTOLAN_DIRECT", "true");
    Path folder = AppFolders.create();
    AppFolders.http(folder, "run_under-test_requests", HttpEntryPoint.class, "{*path}");
    AppFolders.trigger(folder, "bus", ServiceBusEntryPoint.class, "serviceBusTrigger", "message");
    AppFolders.trigger(folder, "queue", QueueEntryPoint.class, "queueTrigger", "message");
    AppFolders.trigger(
        folder, "topic", ServiceBusTopicEntryPoint.class, "serviceBusTrigger", "message");
    AppFolders.trigger(folder, "grid", EventGridEntryPoint.class, "eventGridTrigger", "event");
    AppFolders.trigger(folder, "feed", CosmosDbEntryPoint.class, "cosmosDBTrigger", "documents");
    AppFolders.trigger(folder, "kafka", KafkaEntryPoint.class, "kafkaTrigger", "record");
    return new RunningFunction(
        Invoker.open(ResolvedSecrets.hide(environment), loader),
        environment,
        folder,
        new ConcurrentHashMap<>());
  }

  @Override
  public List<byte[]> foreignPayloads() {
    List<byte[]> payloads = new ArrayList<>();
    for (String payload :
        List.of(
            // learn.microsoft.com/azure/event-grid/event-schema: they come in arrays
            "[{\"id\":\"1\",\"topic\":\"t\",\"subject\":\"s\",\"eventType\":\"e\","
                + "\"eventTime\":\"2026-01-01T00:00:00Z\",\"data\":{},\"dataVersion\":\"1\"}]",
            "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}")) {
      payloads.add(payload.getBytes(StandardCharsets.UTF_8));
    }
    return payloads;
  }

  @Override
  public List<Departure> departures() {
    return Departures.all();
  }

  @Override
  public boolean addsSpans() {
    return true;
  }

  @Override
  public boolean repeatsHeaders() {
    return false;
  }

  @Override
  public boolean sendsBeyondAscii() {
    return false;
  }

  @Override
  public boolean takesBytes(String mediaType) {
    return "application/octet-stream".equals(mediaType);
  }

  @Override
  public int outcome(String name, int status) {
    return HostOutcomes.of(name, status);
  }

  @Override
  public int answersItself(String target) {
    return HostOutcomes.ofHost(target);
  }

  /** Ticks too, but not at any time: a timer that is not due is nobody's. */
  @Override
  public Set<Event.Kind> kinds() {
    return EnumSet.of(
        Event.Kind.QUEUE,
        Event.Kind.TOPIC,
        Event.Kind.KAFKA,
        Event.Kind.CUSTOM,
        Event.Kind.OBJECT_CREATED,
        Event.Kind.OBJECT_DELETED,
        Event.Kind.RECORD_UPSERTED);
  }

  /** Its feed of changes tells insertions and changes alike, and no removals. */
  @Override
  public boolean delivers(Event.Kind kind) {
    return kinds().contains(kind) || isUpsert(kind);
  }

  private static boolean isUpsert(Event.Kind kind) {
    return kind == Event.Kind.RECORD_CREATED || kind == Event.Kind.RECORD_UPDATED;
  }

  @Override
  public String whyNot(Event.Kind kind) {
    return kind == Event.Kind.RECORD_DELETED
        ? "its feed of changes tells no removals"
        : "a timer that is not due is nobody's";
  }

  /** A feed hands over what has changed; queues and topics of Kafka are taken one by one. */
  @Override
  public boolean deliversTogether(Event.Kind kind) {
    return isUpsert(kind);
  }

  /** All but what Event Grid brings. */
  @Override
  public boolean counts(Event.Kind kind) {
    return kind == Event.Kind.QUEUE
        || kind == Event.Kind.TOPIC
        || kind == Event.Kind.KAFKA
        || isUpsert(kind);
  }

  /** The host has no connections in this process. */
  private record HostCaller(JoinedApp app) implements Caller {
    @Override
    public HttpResponse http(HttpRequest request) {
      return app.send(request);
    }

    @Override
    public HttpResponse broken(String method, String target) {
      return app.send(method, target);
    }

    @Override
    public void close() {
      // The app goes on for other callers.
    }
  }

  @Override
  public int crowd() {
    return 40_000;
  }

  /** One app for each time limit and each topic: an entry point knows one. */
  private record RunningFunction(
      Invoker invoker, Map<String, String> environment, Path folder, Map<Object, JoinedApp> apps)
      implements Running {

    @Override
    public HttpResponse http(HttpRequest request, Duration timeLeft) {
      return app(timeLeft).send(request);
    }

    @Override
    public HttpResponse unmeasured(HttpRequest request) {
      return app(Duration.ofSeconds(10)).send(request, "transfer-encoding", "chunked");
    }

    @Override
    public Caller connect(String name, Duration timeLeft) {
      return new HostCaller(app(timeLeft));
    }

    private JoinedApp app(Duration timeLeft) {
      return app(timeLeft, Map.of(), Thread::sleep);
    }

    private JoinedApp app(Duration timeLeft, Map<String, String> more, Pause pause) {
      return apps.computeIfAbsent(
          List.of(timeLeft, more),
          key -> {
            Map<String, String> variables = new HashMap<>(environment);
            variables.put("PORTOLAN_TIMEOUT_MILLIS", Long.toString(timeLeft.toMillis()));
            variables.putAll(more);
            return JoinedApp.open(
                folder,
                new App(invoker, Limits.from(variables), variables, null, pause),
                List.of(),
                sharing(variables));
          });
    }

    /** What the host hears of the site's own {@code cors}, which the deployer makes of this. */
    private static Map<String, String> sharing(Map<String, String> variables) {
      try {
        JsonNode cors = JSON.readTree(variables.getOrDefault("PORTOLAN_CORS", "{}"));
        return Map.of(
            "CORS_ALLOWED_ORIGINS",
            cors.path("origins").toString(),
            "CORS_SUPPORT_CREDENTIALS",
            Boolean.toString(cors.path("credentials").asBoolean()));
      } catch (JsonProcessingException broken) {
        throw new IllegalArgumentException(broken);
      }
    }

    /** What is of a topic that the function does not name is held first: nobody waits for that. */
    @Override
    public List<Boolean> deliver(List<Occurrence> occurrences, Duration timeLeft) {
      if (occurrences.size() > 1) {
        JoinedApp app = app(timeLeft, Map.of(), millis -> {});
        boolean again = !Occurrences.changes(app, occurrences).succeeded();
        return Collections.nCopies(occurrences.size(), again);
      }
      return occurrences.stream()
          .map(
              each -> !Occurrences.fire(app(timeLeft, topic(each), millis -> {}), each).succeeded())
          .toList();
    }

    @Override
    public String id(Occurrence occurrence) {
      return Occurrences.id(occurrence);
    }

    private static Map<String, String> topic(Occurrence occurrence) {
      return occurrence.kind() == Event.Kind.TOPIC
          ? Map.of("PORTOLAN_TOPIC_NAME", occurrence.place())
          : Map.of();
    }

    @Override
    public boolean comesAgain(Event.Kind kind, String text) {
      return !Deliveries.fire(app(Duration.ofSeconds(10)), kind, text).succeeded();
    }

    @Override
    public byte[] direct(byte[] payload, Duration timeLeft) throws DirectFailure {
      HttpRequest request =
          HttpRequest.of("POST", "/.well-known/portolan/0/invoke")
              .withHeader("content-type", "application/octet-stream")
              .withBody(payload);
      HttpResponse response = http(request, timeLeft);
      if (response.status() != 200) {
        throw new DirectFailure(new String(response.body(), StandardCharsets.UTF_8));
      }
      return response.body();
    }

    @Override
    public void close() {
      apps.values().forEach(JoinedApp::close);
      AppFolders.delete(folder);
    }
  }
}
