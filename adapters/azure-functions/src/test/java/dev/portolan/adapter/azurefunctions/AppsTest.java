package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.runtime.StartException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class AppsTest {
  private static final Described TAKER = Described.taker(Described.HTTP);

  /** Starts when it is tried for the second time. */
  public static final class Hesitant implements PortableFunction<Void, Void>, Lifecycle {
    static int starts;

    @Override
    public void start() {
      if (++starts < 2) {
        throw new IllegalStateException("not yet");
      }
    }

    @Override
    public Void handle(Void input, Context context) {
      return null;
    }
  }

  @Test
  void theEnvironmentNamesTheFunction() {
    Apps apps = new Apps(Map.of("PORTOLAN_FUNCTION", "f"), TAKER.loader());
    App app = apps.app();
    assertEquals("f", app.invoker.functionName());
    assertSame(app, apps.app());
  }

  @Test
  void elseNothingDoes() {
    StartException none =
        assertThrows(StartException.class, new Apps(Map.of(), TAKER.loader())::app);
    assertTrue(none.getMessage().contains("PORTOLAN_FUNCTION is not set"), none.getMessage());
    Apps other = new Apps(Map.of("PORTOLAN_FUNCTION", "g"), TAKER.loader());
    none = assertThrows(StartException.class, other::app);
    assertTrue(none.getMessage().contains("no function \"g\""), none.getMessage());
  }

  @Test
  void oneThatDidNotStartIsTriedAgain() {
    Described hesitant = new Described(Hesitant.class, "java.lang.Void", Described.HTTP);
    AtomicLong clock = new AtomicLong();
    Apps apps = new Apps(Map.of("PORTOLAN_FUNCTION", "f"), hesitant.loader(), clock::get);
    Hesitant.starts = 0;
    for (long second : new long[] {0, 4}) {
      clock.set(second * 1_000_000_000L);
      StartException failed = assertThrows(StartException.class, apps::app);
      assertEquals("not yet", failed.getCause().getMessage());
      assertEquals(1, Hesitant.starts, "a failure is remembered for a while");
    }
    clock.set(5_000_000_000L);
    App app = apps.app();
    assertSame(app, apps.app());
    assertEquals(2, Hesitant.starts);
  }

  /** Tells of its start, and of its end. */
  public static final class Noted implements PortableFunction<Void, Void>, Lifecycle {
    static final List<String> HAPPENED = new CopyOnWriteArrayList<>();

    @Override
    public void start() {
      HAPPENED.add("started");
    }

    @Override
    public void stop() {
      HAPPENED.add("stopped");
    }

    @Override
    public Void handle(Void input, Context context) {
      return null;
    }
  }

  @Test
  void whatWasStartedInVainIsStopped() {
    String kept = Described.HTTP.replace("/a", "/admin");
    Described noted = new Described(Noted.class, "java.lang.Void", kept);
    Noted.HAPPENED.clear();
    assertThrows(StartException.class, () -> App.open("f", Map.of(), noted.loader()));
    assertEquals(List.of("started", "stopped"), Noted.HAPPENED);
    Noted.HAPPENED.clear();
    Map<String, String> wrong = Map.of("PORTOLAN_BODY_LIMIT", "much");
    assertThrows(StartException.class, () -> App.open("f", wrong, noted.loader()));
    assertEquals(List.of(), Noted.HAPPENED, "what needs no start is checked before");
  }

  /** Waits in its start until somebody waits for it. */
  public static final class Slow implements PortableFunction<Void, Void>, Lifecycle {
    static final AtomicInteger STARTS = new AtomicInteger();
    static final CountDownLatch AWAITED = new CountDownLatch(1);

    @Override
    public void start() throws InterruptedException {
      STARTS.incrementAndGet();
      AWAITED.await();
      throw new IllegalStateException("never");
    }

    @Override
    public Void handle(Void input, Context context) {
      return null;
    }
  }

  @Test
  void allThatWaitShareOneAttempt() throws InterruptedException {
    Described slow = new Described(Slow.class, "java.lang.Void", Described.HTTP);
    Apps apps = new Apps(Map.of("PORTOLAN_FUNCTION", "f"), slow.loader());
    List<String> told = new CopyOnWriteArrayList<>();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Thread caller =
          new Thread(
              () ->
                  told.add(
                      assertThrows(StartException.class, () -> apps.app())
                          .getCause()
                          .getMessage()));
      callers.add(caller);
      caller.start();
    }
    for (Thread caller : callers) {
      while (caller.getState() != Thread.State.WAITING
          && caller.getState() != Thread.State.TIMED_WAITING) {
        assertTrue(caller.isAlive());
        Thread.onSpinWait();
      }
    }
    Slow.AWAITED.countDown();
    for (Thread caller : callers) {
      caller.join();
    }
    assertEquals(List.of("never", "never", "never"), told);
    assertEquals(1, Slow.STARTS.get());
  }

  @Test
  void allThatIsWrongWithTheLimitsIsTold() {
    Map<String, String> wrong = new HashMap<>();
    wrong.put("PORTOLAN_FUNCTION", "f");
    wrong.put("PORTOLAN_TIMEOUT_MILLIS", "0");
    wrong.put("PORTOLAN_BODY_LIMIT", "much");
    Apps apps = new Apps(wrong, TAKER.loader());
    StartException failed = assertThrows(StartException.class, apps::app);
    assertTrue(failed.getMessage().contains("PORTOLAN_TIMEOUT_MILLIS"), failed.getMessage());
    assertTrue(failed.getMessage().contains("PORTOLAN_BODY_LIMIT"), failed.getMessage());
  }

  @Test
  void aRequestHasNoMoreTimeThanTheLoadBalancerGives() {
    Limits limits = Limits.from(Map.of());
    assertEquals(229_500, limits.requestMillis());
    assertEquals(1_799_500, limits.eventMillis());
    assertEquals(900, Limits.from(Map.of("PORTOLAN_TIMEOUT_MILLIS", "1000")).requestMillis());
  }
}
