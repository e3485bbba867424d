package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.PortableFunction;
import dev.portolan.codec.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EventTriggersTest {
  private static final String HTTP =
      "{\"type\":\"http\",\"path\":\"/a\",\"methods\":[\"POST\"],\"access\":\"public\"}";
  private static final String SCHEDULE =
      "{\"type\":\"schedule\",\"cron\":\"0 2 * * *\",\"timezone\":\"UTC\"}";
  private static final String TOPIC = "{\"type\":\"topic\",\"topic\":\"orders\",\"types\":[\"t\"]}";
  private static final String KAFKA = "{\"type\":\"kafka\",\"topics\":[\"a\"],\"group\":\"\"}";

  private static final List<Object> HANDED = Collections.synchronizedList(new ArrayList<>());

  /** An order. */
  public record Order(int amount) {}

  /** Takes the data of events, and bodies. */
  public static final class Taker implements PortableFunction<Order, Void> {
    @Override
    public Void handle(Order order, Context context) {
      HANDED.add(order);
      return null;
    }
  }

  /** Takes text. */
  public static final class TextTaker implements PortableFunction<String, Void> {
    @Override
    public Void handle(String text, Context context) {
      HANDED.add(text);
      return null;
    }
  }

  /** Takes nothing. */
  public static final class Nightly implements PortableFunction<Void, Void> {
    @Override
    public Void handle(Void nothing, Context context) {
      HANDED.add("called");
      return null;
    }
  }

  @BeforeEach
  void forget() {
    HANDED.clear();
  }

  @Test
  @DisplayName("What something else than HTTP calls takes events, whatever it takes")
  void takesEvents() {
    for (String trigger : List.of(SCHEDULE, TOPIC, KAFKA)) {
      Invoker invoker = open(Taker.class, Order.class, trigger);
      assertTrue(invoker.takesEvents(), trigger);
      assertFalse(invoker.takesHttp(), trigger);
      assertFalse(invoker.routes("/a"), trigger);
    }
    assertFalse(open(Taker.class, Order.class, HTTP).takesEvents());
    assertFalse(open(Taker.class, Order.class, "").takesEvents());
  }

  @Test
  @DisplayName("A function with a route and an event takes both, in whatever order they stand")
  void takesBoth() {
    for (String triggers : List.of(HTTP + "," + TOPIC, TOPIC + "," + HTTP)) {
      Invoker invoker = open(Taker.class, Order.class, triggers);
      assertTrue(invoker.takesEvents() && invoker.takesHttp() && invoker.routes("/a"), triggers);
      HttpRequest request = HttpRequest.of("POST", "/a").withBody(bytes("{\"amount\":1}"));
      assertEquals(204, invoker.httpHere(request, false, new FakeCall()).status());
      assertEquals(200, send(invoker, "{\"amount\":2}"));
    }
    assertEquals(List.of(new Order(1), new Order(2), new Order(1), new Order(2)), HANDED);
  }

  @Test
  @DisplayName("Of a topic named with types those are asked for, of any other all")
  void asksFor() {
    Invoker invoker = open(Taker.class, Order.class, KAFKA + "," + TOPIC);
    assertTrue(invoker.asksFor("orders", "t"));
    assertFalse(invoker.asksFor("orders", "u"));
    assertFalse(invoker.asksFor("orders", null));
    assertFalse(invoker.asksFor("other", "u"), "another version's");
    assertFalse(invoker.takesTopic("other"));
    assertTrue(invoker.takesTopic("orders"));
    String all = TOPIC.replace("\"t\"", "");
    assertTrue(open(Taker.class, Order.class, all).asksFor("orders", "u"));
  }

  @Test
  @DisplayName("A queue that is named is taken from; whoever names one takes no topic it does not")
  void takesQueue() {
    String queue = "{\"type\":\"queue\",\"queue\":\"to-pack\"}";
    Invoker invoker = open(Taker.class, Order.class, queue);
    assertTrue(invoker.takesQueue("to-pack"));
    assertFalse(invoker.takesQueue("to-ship"));
    assertFalse(invoker.takesTopic("to-ship"));
    assertFalse(open(Taker.class, Order.class, TOPIC).takesQueue("orders"));
    assertTrue(open(Taker.class, Order.class, SCHEDULE).takesTopic("orders"));
  }

  @Test
  @DisplayName("Where things are called otherwise here, they are known by those names")
  void names() {
    String queue = "{\"type\":\"queue\",\"queue\":\"to-pack\"}";
    Invoker invoker = open(Taker.class, Order.class, TOPIC + "," + queue, "orders=a.b,to-pack=c");
    assertTrue(invoker.takesQueue("c") && invoker.takesTopic("a.b"));
    assertTrue(invoker.asksFor("a.b", "t"));
    assertFalse(invoker.asksFor("a.b", "u") || invoker.takesTopic("orders"));
    StartException told =
        assertThrows(StartException.class, () -> open(Taker.class, Order.class, TOPIC, "orders"));
    assertEquals(
        "PORTOLAN_NAMES is not of the form name=here,name=here", told.getMessage(), "told plainly");
  }

  @Test
  @DisplayName("A function that only events call answers requests with 404")
  void noRoute() {
    HttpRequest request = HttpRequest.of("POST", "/a").withBody(bytes("{\"amount\":1}"));
    Invoker invoker = open(Taker.class, Order.class, TOPIC);
    assertEquals(404, invoker.httpHere(request, false, new FakeCall()).status());
    assertEquals(List.of(), HANDED);
  }

  @Test
  @DisplayName("Data is handed as the function takes it; null where an event has none")
  void data() {
    assertEquals(200, send(open(TextTaker.class, String.class, KAFKA), "\"Ada\""));
    assertEquals(200, send(open(Taker.class, Order.class, SCHEDULE), "null"));
    assertEquals(200, send(open(Nightly.class, Void.class, SCHEDULE), "{\"tick\":1}"));
    assertEquals(Arrays.asList("Ada", null, "called"), HANDED);
  }

  private static int send(Invoker invoker, String data) {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\",\"data\":" + data;
    return invoker.eventHere(JsonReader.read(bytes(event + "}")), new FakeCall()).status();
  }

  private static Invoker open(Class<?> function, Class<?> input, String triggers) {
    return open(function, input, triggers, Map.of());
  }

  private static Invoker open(Class<?> function, Class<?> input, String triggers, String names) {
    return open(function, input, triggers, Map.of("PORTOLAN_NAMES", names));
  }

  private static Invoker open(
      Class<?> function, Class<?> input, String triggers, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("PORTOLAN_FUNCTION", "f");
    String descriptor =
        "{\"schema\":1,\"functions\":[{\"name\":\"f\",\"class\":\""
            + function.getName()
            + "\",\"input\":\""
            + input.getName()
            + "\",\"output\":\"java.lang.Void\",\"triggers\":["
            + triggers
            + "]}]}";
    ClassLoader loader =
        new ClassLoader(EventTriggersTest.class.getClassLoader()) {
          @Override
          public InputStream getResourceAsStream(String name) {
            return new ByteArrayInputStream(bytes(descriptor));
          }
        };
    return Invoker.open(environment, loader);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
