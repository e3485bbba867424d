package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.FunctionException;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.Retry;
import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InvokerTest {
  private final FakeCall call = new FakeCall();

  /** Reads secrets by the name of their variable. */
  public static final class Secretive implements PortableFunction<String, String> {
    @Override
    public String handle(String key, Context context) {
      return context.secret(key);
    }
  }

  /** An order. */
  public record Order(int amount) {}

  /** Takes events. */
  public static final class OnEvent implements PortableFunction<Event<Order>, Object> {
    @Override
    public Object handle(Event<Order> event, Context context) {
      return event.id()
          + event.source()
          + event.type()
          + event.subject().orElse("-")
          + event.time().get()
          + event.extensions()
          + event.data().amount();
    }
  }

  /** Takes batches. */
  public static final class OnBatch implements PortableFunction<Batch<Order>, Batch.Result> {
    @Override
    public Batch.Result handle(Batch<Order> batch, Context context) throws Exception {
      if (batch.events().isEmpty()) {
        return new Batch.Result(List.of(Batch.Outcome.done()));
      }
      return batch.each(
          event -> {
            if (event.data().amount() < 0) {
              throw new IllegalStateException("hunter2");
            }
          });
    }
  }

  /** Runs out of memory. */
  public static final class Hungry implements PortableFunction<Void, Object> {
    @Override
    public Object handle(Void nothing, Context context) {
      throw new OutOfMemoryError("hunter2");
    }
  }

  /** Fails in the way its input names. */
  public static final class Failing implements PortableFunction<String, Object> {
    @Override
    public Object handle(String way, Context context) throws Exception {
      switch (way) {
        case "soon":
          throw new Retry("hunter2", Duration.ofMillis(1_001), null);
        case "surrogate":
          throw new FunctionException(409, "odd", "half a ship: \ud83d");
        case "mute":
          throw new Mute();
        default:
          return HttpResponse.text(200, "body");
      }
    }
  }

  /** Cannot say what went wrong. */
  static final class Mute extends Exception {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new StackOverflowError("hunter2");
    }
  }

  /** Refuses to exist, but not because of its values. */
  public record Heavy(int amount) {

    /** Never. */
    public Heavy {
      if (amount > 0) {
        throw new OutOfMemoryError("hunter2");
      }
    }
  }

  /** Takes what cannot be made. */
  public static final class Carrier implements PortableFunction<Heavy, Object> {
    @Override
    public Object handle(Heavy input, Context context) {
      return input;
    }
  }

  /** Answers everything with one word. */
  public static final class Shout implements Codec {
    @Override
    public Object bind(Object tree, Type type) {
      return new Order(((List<?>) tree).size());
    }

    @Override
    public Object fromTexts(Map<String, Object> texts, Type type) {
      return new Order(-1);
    }

    @Override
    public byte[] write(Object value) {
      return ("\"" + value + "!\"").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** Answers its input. */
  public static final class Same implements PortableFunction<Order, Order> {
    @Override
    public Order handle(Order input, Context context) {
      return input;
    }
  }

  @Test
  void secretsAreFetchedOnceThroughThePlatform() {
    Invoker invoker =
        open(
            Secretive.class,
            "java.lang.String",
            "",
            Map.of(
                "DB",
                "secret://db",
                "OLD",
                "secret://db#old",
                "PLAIN",
                "hunter3",
                "GONE",
                "secret://gone"));
    assertEquals("\"hunter2\"", direct(invoker, "\"DB\""));
    assertEquals("\"hunter2\"", direct(invoker, "\"DB\""));
    assertEquals(1, call.fetches.get());
    assertEquals("\"hunter1\"", direct(invoker, "\"OLD\""));
    invoker.forgetSecrets();
    assertEquals("\"hunter2\"", direct(invoker, "\"DB\""));
    assertEquals(3, call.fetches.get());
    for (String key : new String[] {"PLAIN", "NONE", "GONE"}) {
      assertThrows(FailedInvocation.class, () -> direct(invoker, "\"" + key + "\""));
    }
  }

  @Test
  void whatIsNoReferenceIsRefusedWithoutItsValue() {
    Secrets secrets =
        new Secrets(Map.of("PLAIN", "hunter3", "EMPTY", "secret://", "MARK", "secret://a#"));
    for (String key : new String[] {"PLAIN", "NONE", "EMPTY", "MARK"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> secrets.get(key, call)).getMessage();
      assertTrue(message.contains(key) && !message.contains("hunter"), message);
    }
  }

  @Test
  void cloudEventsBecomeEvents() {
    Invoker invoker =
        open(OnEvent.class, "dev.portolan.Event<" + Order.class.getName() + ">", "", Map.of());
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"time\":"
            + "\"2026-11-23T01:00:00+01:00\",\"partitionkey\":\"k\",\"data\":{\"amount\":3}}";
    assertEquals("\"1/st-2026-11-23T00:00:00Z{partitionkey=k}3\"", direct(invoker, event));
    for (String bad :
        new String[] {
          "{}",
          "[]",
          event.replace("1.0", "0.3"),
          event.replace("\"1\"", "\"\""),
          event.replace("\"/s\"", "null"),
          event.replace("partitionkey", "Partition"),
          event.replace("23T", "33T"),
          event.replace("3}", "\"3\"}")
        }) {
      assertThrows(BadEvent.class, () -> direct(invoker, bad), bad);
    }
  }

  @Test
  void batchesTellWhatBecameOfEachEvent() {
    Invoker invoker =
        open(OnBatch.class, "dev.portolan.Batch<" + Order.class.getName() + ">", "", Map.of());
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":{\"amount\":";
    assertEquals(
        "{\"outcomes\":[\"DONE\",\"RETRY\"]}",
        direct(invoker, "[" + event + "1}}," + event + "-1}}]"));
    assertThrows(FailedInvocation.class, () -> direct(invoker, "[]"));
    assertThrows(BadEvent.class, () -> direct(invoker, event + "1}}"));
  }

  @Test
  void aBrokenProcessIsReportedAsBroken() {
    Invoker invoker = open(Hungry.class, "java.lang.Void", "", Map.of());
    Broken broken = assertThrows(Broken.class, () -> direct(invoker, "1"));
    assertEquals("id-1", broken.getMessage());
    assertEquals(0, broken.getStackTrace().length);
    assertThrows(Broken.class, () -> invoker.http(HttpRequest.of("GET", "/"), true, call));
  }

  @Test
  void aProcessThatBreaksWhileTheInputIsMadeIsReportedAsBroken() {
    Invoker invoker = open(Carrier.class, Heavy.class.getName(), "", Map.of());
    assertThrows(Broken.class, () -> direct(invoker, "{\"amount\":1}"));
  }

  @Test
  void aDelayIsNeverRoundedDown() {
    assertEquals("2", failing("POST", "soon").headers().get("retry-after"));
  }

  @Test
  void aFailureThatCannotBeToldIsAnsweredAllTheSame() {
    HttpResponse halved = failing("POST", "surrogate");
    assertEquals(409, halved.status());
    assertEquals("half a ship: ?", ((Map<?, ?>) JsonReader.read(halved.body())).get("detail"));
    assertEquals(500, failing("POST", "mute").status());
  }

  @Test
  void headHasNoBodyWhateverTheAnswer() {
    assertEquals(4, failing("POST", "").body().length);
    assertEquals(0, failing("HEAD", "").body().length);
    HttpResponse failed = failing("HEAD", "mute");
    assertEquals(500, failed.status());
    assertEquals(0, failed.body().length);
    Invoker invoker = open(Failing.class, "java.lang.String", "", Map.of());
    HttpResponse elsewhere = invoker.http(HttpRequest.of("HEAD", "/"), false, call);
    assertEquals(404, elsewhere.status());
    assertEquals(0, elsewhere.body().length);
  }

  private HttpResponse failing(String method, String way) {
    Invoker invoker = open(Failing.class, "java.lang.String", "", Map.of());
    HttpRequest request = HttpRequest.of(method, "/");
    return invoker.http(request.withBody(way.getBytes(StandardCharsets.UTF_8)), true, call);
  }

  @Test
  void anotherCodecTakesOverWhenTheBuildNamesOne() {
    String codec = "\"codec\":\"" + Shout.class.getName() + "\",";
    Invoker invoker = open(Same.class, Order.class.getName(), codec, Map.of());
    assertEquals("\"Order[amount=2]!\"", direct(invoker, "[1,2]"));
  }

  private String direct(Invoker invoker, String document) {
    byte[] payload = document.getBytes(StandardCharsets.UTF_8);
    return new String(
        invoker.direct(payload, JsonReader.read(payload), call), StandardCharsets.UTF_8);
  }

  private static Invoker open(
      Class<?> function, String input, String codec, Map<String, String> variables) {
    String descriptor =
        "{\"schema\":1,\"functions\":[{"
            + codec
            + "\"name\":\"f\",\"class\":\""
            + function.getName()
            + "\",\"input\":\""
            + input
            + "\",\"output\":\"java.lang.Object\",\"triggers\":[]}]}";
    Map<String, String> environment = new HashMap<>(variables);
    environment.put("PORTOLAN_FUNCTION", "f");
    ClassLoader loader =
        new ClassLoader(InvokerTest.class.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(descriptor.getBytes(StandardCharsets.UTF_8));
          }
        };
    return Invoker.open(environment, loader);
  }
}
