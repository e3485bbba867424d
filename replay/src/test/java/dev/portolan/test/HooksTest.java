package dev.portolan.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.Http;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.Queue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

@DisplayName("a function with hooks")
final class HooksTest {
  private static final List<String> HOOKS = Collections.synchronizedList(new ArrayList<>());

  /** Starts and stops, and requests call it. */
  @Http(path = "/asked")
  public static final class Asked implements PortableFunction<Void, String>, Lifecycle {
    @Override
    public String handle(Void input, Context context) {
      return "asked";
    }

    @Override
    public void start() {
      HOOKS.add("start");
    }

    @Override
    public void stop() {
      HOOKS.add("stop");
    }
  }

  /** Starts and stops, and messages call it. */
  @Queue("words")
  public static final class Told implements PortableFunction<Event<String>, Void>, Lifecycle {
    @Override
    public Void handle(Event<String> event, Context context) {
      return null;
    }

    @Override
    public void start() {
      HOOKS.add("start");
    }

    @Override
    public void stop() {
      HOOKS.add("stop");
    }
  }

  /** Fails to stop. */
  @Http(path = "/stubborn")
  public static final class Stubborn implements PortableFunction<Void, String>, Lifecycle {
    @Override
    public String handle(Void input, Context context) {
      return "stubborn";
    }

    @Override
    public void stop() {
      throw new IllegalStateException("no");
    }
  }

  static final class Ending {
    @PortolanTest(providers = "aws")
    void ends(Replay<Stubborn> stubborn, Replay<Asked> asked) {
      stubborn.call(Request.get("/stubborn")).assertStatus(200);
    }
  }

  static final class Asking {
    @PortolanTest
    void asks(Replay<Asked> asked) {
      asked.call(Request.get("/asked")).assertStatus(200);
    }
  }

  static final class Telling {
    @PortolanTest
    void tells(Replay<Told> told) {
      told.deliver(TestEvent.queued("words").json("\"one\"")).assertDone();
    }
  }

  @Test
  @DisplayName("is started and stopped once in each run, whoever calls it")
  void hooks() {
    List<String> each = List.of("start", "stop", "start", "stop", "start", "stop", "start", "stop");
    for (Class<?> test : List.of(Asking.class, Telling.class)) {
      HOOKS.clear();
      EngineTestKit.engine("junit-jupiter")
          .selectors(selectClass(test))
          .execute()
          .testEvents()
          .assertStatistics(events -> events.succeeded(4));
      assertEquals(each, HOOKS);
    }
  }

  @Test
  @DisplayName("fails the test if it does not stop, and the others are stopped none the less")
  void stubborn() {
    HOOKS.clear();
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(Ending.class))
        .execute()
        .testEvents()
        .assertStatistics(events -> events.failed(1));
    assertEquals(List.of("start", "stop"), HOOKS);
  }
}
