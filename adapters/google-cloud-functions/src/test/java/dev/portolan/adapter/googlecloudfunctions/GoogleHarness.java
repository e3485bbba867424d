package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.DirectCalls;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.ResolvedSecrets;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.Departure;
import dev.portolan.testkit.adapter.Occurrence;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Has Google's own server call the entry point, over real sockets. */
public final class GoogleHarness implements AdapterHarness {
  private static final Pattern BROKEN = Pattern.compile("%(?![0-9a-fA-F]{2})|%00");
  private static final Pattern VIOLATIONS = Pattern.compile("(?i)%2e|%2f|%5c");

  @Override
  public String provider() {
    return "gcp";
  }

  @Override
  public Running start(
      Map<String, String> variables, Map<String, String> secrets, ClassLoader loader) {
    Map<String, String> environment = new HashMap<>(variables);
    environment.putAll(AdapterHarness.inEnvironment(secrets));
    environment.put("PORTOLAN_DIRECT", "true");
    return new RunningFunction(
        Invoker.open(ResolvedSecrets.hide(environment), loader),
        environment,
        new ConcurrentHashMap<>());
  }

  @Override
  public List<byte[]> foreignPayloads() {
    List<byte[]> payloads = new ArrayList<>();
    for (String payload :
        List.of(
            // cloud.google.com/pubsub/docs/push, "The JSON format of a push message"
            "{\"message\":{\"data\":\"SGVsbG8=\",\"messageId\":\"1\"},\"subscription\":\"s\"}",
            // cloud.google.com/functions/docs/concepts/events-triggers, first generation
            "{\"context\":{\"eventId\":\"1\",\"eventType\":\"t\"},\"data\":{}}",
            "{\"specversion\":\"0.3\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\"}")) {
      payloads.add(payload.getBytes(StandardCharsets.UTF_8));
    }
    return payloads;
  }

  @Override
  public List<Departure> departures() {
    return InvokerServer.isSecond() ? Departures.ofSecond() : Departures.ofFirst();
  }

  /** The invoker 2.x has Jetty 12, whose {@code UriCompliance.DEFAULT} takes nothing ambiguous. */
  @Override
  public boolean refuses(String rawPath) {
    boolean ambiguous = rawPath.contains("//") || rawPath.contains("%25");
    return InvokerServer.isSecond() && (ambiguous || rawPath.contains("%2F"));
  }

  /**
   * Jetty answers what has a broken escape in its path, a NUL, or dots that lead out of it, decoded
   * ({@code HttpChannelOverHttp.badMessage}, {@code URIUtil.decodePath}, {@code canonicalPath});
   * that of the invoker 2.x besides what it calls ambiguous or suspicious, and what is not UTF-8
   * ({@code HttpURI.Violation}, {@code UriCompliance.DEFAULT}).
   */
  @Override
  public int answersItself(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    boolean itself = refuses(path) || BROKEN.matcher(path).find() || leadsOut(path);
    boolean second = VIOLATIONS.matcher(path).find() || !isUtf8(path);
    return itself || InvokerServer.isSecond() && second ? 400 : 0;
  }

  private static boolean isUtf8(String path) {
    try {
      HttpRequest.of("GET", path);
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static boolean leadsOut(String path) {
    int depth = 0;
    String plain = path.replaceAll("(?i)%2e", ".").replaceAll("(?i)%2f", "/");
    for (String segment : plain.substring(1).split("/")) {
      depth += segment.equals("..") ? -1 : segment.equals(".") ? 0 : 1;
      if (depth < 0) {
        return true;
      }
    }
    return false;
  }

  /** Jetty's {@code HttpConfiguration.sendServerVersion}, which the invoker leaves as it is. */
  @Override
  public boolean namesItsServer() {
    return true;
  }

  @Override
  public Set<Event.Kind> kinds() {
    return EnumSet.complementOf(
        EnumSet.of(Event.Kind.QUEUE, Event.Kind.KAFKA, Event.Kind.RECORD_UPSERTED));
  }

  /** A queue is a topic with one taker. */
  @Override
  public boolean delivers(Event.Kind kind) {
    return kind == Event.Kind.QUEUE || kinds().contains(kind);
  }

  @Override
  public String whyNot(Event.Kind kind) {
    return "it has nothing that brings records of Kafka to functions";
  }

  @Override
  public int crowd() {
    return 40_000;
  }

  /** One server for each time limit: an entry point knows one. */
  private record RunningFunction(
      Invoker invoker, Map<String, String> environment, Map<Duration, InvokerServer> servers)
      implements Running {

    @Override
    public HttpResponse http(HttpRequest request, Duration timeLeft) {
      HttpResponse response = server(timeLeft).send(request);
      String mediaType = response.headers().get("content-type");
      if (mediaType == null) {
        return response;
      }
      // Jetty 9 spells media types that it knows without the blank (MimeTypes.CACHE).
      String spaced = mediaType.replace(";charset=", "; charset=");
      return response.withHeaders(
          response.headers().without("content-type").with("content-type", spaced));
    }

    @Override
    public Caller connect(String name, Duration timeLeft) {
      return new InvokerCaller(server(timeLeft).port());
    }

    private InvokerServer server(Duration timeLeft) {
      return servers.computeIfAbsent(
          timeLeft,
          time -> {
            Map<String, String> variables = new HashMap<>(environment);
            variables.put("PORTOLAN_TIMEOUT_MILLIS", Long.toString(time.toMillis()));
            return InvokerServer.start(new HttpEntryPoint(Limits.from(variables), invoker));
          });
    }

    @Override
    public boolean comesAgain(Event.Kind kind, String text) {
      return comesAgain(Deliveries.of(kind, text), Duration.ofSeconds(10));
    }

    /** Whatever is no success does. */
    private boolean comesAgain(HttpRequest event, Duration timeLeft) {
      return http(event.withHeader("user-agent", "APIs-Google"), timeLeft).status() >= 300;
    }

    @Override
    public List<Boolean> deliver(List<Occurrence> occurrences, Duration timeLeft) {
      return occurrences.stream()
          .map(each -> comesAgain(Occurrences.request(each), timeLeft))
          .toList();
    }

    @Override
    public byte[] direct(byte[] payload, Duration timeLeft) throws DirectFailure {
      HttpResponse response =
          http(HttpRequest.of("POST", DirectCalls.PATH).withBody(payload), timeLeft);
      if (response.status() != 200) {
        throw new DirectFailure(new String(response.body(), StandardCharsets.UTF_8));
      }
      return response.body();
    }

    @Override
    public void close() {
      servers.values().forEach(InvokerServer::close);
    }
  }
}
