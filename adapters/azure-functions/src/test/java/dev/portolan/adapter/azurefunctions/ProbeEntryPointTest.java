package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** The deployer's questions. */
final class ProbeEntryPointTest {
  private static HttpRequest get(String name) {
    return HttpRequest.of("GET", "/.well-known/portolan/0/" + name);
  }

  private static HttpRequest configured(String digest) {
    return HttpRequest.of("GET", "/.well-known/portolan/0/ready", "configuration=".concat(digest));
  }

  private static HttpRequest invoke(String document) {
    return HttpRequest.of("POST", "/.well-known/portolan/0/invoke")
        .withBody(document.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aFunctionThatStartedIsReady() {
    try (JoinedApp app = Described.taker(Described.HTTP).http()) {
      int before = Taker.TAKEN.size();
      HttpResponse ready = app.send(get("ready"));
      assertEquals("{\"$portolan\":\"ready\",\"function\":\"f\"}", text(ready));
      assertEquals("no-store", ready.headers().get("cache-control"));
      assertEquals(200, app.send(get("live")).status());
      assertEquals(200, app.send(HttpRequest.of("HEAD", get("ready").rawPath())).status());
      assertEquals(404, app.send(get("other")).status());
      assertEquals(405, app.send(HttpRequest.of("POST", get("ready").rawPath())).status());
      assertEquals(404, app.send(invoke("{}")).status(), "not unless it is told to");
      assertEquals(before, Taker.TAKEN.size());
    }
  }

  @Test
  void aProcessOfAnotherConfigurationIsNotTheOneAskedFor() {
    try (JoinedApp app = Described.taker(Described.HTTP).http("PORTOLAN_CONFIGURATION", "1a2b")) {
      assertEquals(200, app.send(configured("1a2b")).status());
      assertEquals(200, app.send(get("ready")).status());
      HttpResponse other = app.send(configured("3c4d"));
      assertEquals(421, other.status());
      assertTrue(!text(other).contains("1a2b"), text(other));
    }
    try (JoinedApp app = Described.taker(Described.HTTP).http()) {
      assertEquals(421, app.send(configured("1a2b")).status());
    }
  }

  /** Is called until it is let go. */
  public static final class Held implements PortableFunction<Void, Void>, Lifecycle {
    static final List<String> HAPPENED = new CopyOnWriteArrayList<>();
    static final CountDownLatch ENTERED = new CountDownLatch(1);
    static final CountDownLatch RELEASED = new CountDownLatch(1);

    @Override
    public Void handle(Void input, Context context) throws InterruptedException {
      ENTERED.countDown();
      RELEASED.await();
      return null;
    }

    @Override
    public void stop() {
      HAPPENED.add("stopped");
    }
  }

  @Test
  void theFunctionIsNotStoppedUnderADirectCall() throws InterruptedException {
    Described held = new Described(Held.class, "java.lang.Void", Described.HTTP);
    App app = App.open("f", Map.of("PORTOLAN_DIRECT", "true"), held.loader());
    try (JoinedApp joined = JoinedApp.open(AppFolders.create(), app)) {
      Thread caller = new Thread(() -> Held.HAPPENED.add(text(joined.send(invoke("null")))));
      caller.start();
      Held.ENTERED.await();
      Thread hook = new Thread(app.ending);
      hook.start();
      while (hook.getState() != Thread.State.TIMED_WAITING) {
        assertTrue(hook.isAlive());
        Thread.onSpinWait();
      }
      assertEquals(List.of(), Held.HAPPENED);
      Held.RELEASED.countDown();
      caller.join();
      hook.join();
    }
    assertTrue(Held.HAPPENED.containsAll(List.of("null", "stopped")), Held.HAPPENED.toString());
  }

  @Test
  void documentsAreTakenWhereThatIsMeant() {
    try (JoinedApp app = Described.taker(Described.HTTP).http("PORTOLAN_DIRECT", "true")) {
      String event =
          "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"type\":\"t\",\"data\":\"d\"}";
      assertEquals("null", text(app.send(invoke(event))));
      assertEquals("d", Taker.text());
      assertEquals(400, app.send(invoke("{")).status());
      assertTrue(text(app.send(invoke("{\"$portolan\":\"probe\"}"))).contains("ready"));
    }
  }
}
