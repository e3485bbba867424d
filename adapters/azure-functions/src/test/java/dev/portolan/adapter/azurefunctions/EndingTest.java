package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Lifecycle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class EndingTest {
  private final List<String> happened = new CopyOnWriteArrayList<>();

  @Test
  void theFunctionStopsAfterWhatRuns() throws Exception {
    Lifecycle lifecycle =
        new Lifecycle() {
          @Override
          public void stop() {
            happened.add("stopped");
          }
        };
    Ending ending = new Ending("f", lifecycle);
    ending.began();
    Thread hook = new Thread(ending);
    hook.start();
    while (hook.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(hook.isAlive());
      Thread.onSpinWait();
    }
    happened.add("answered");
    ending.answered();
    hook.join();
    assertEquals(List.of("answered", "stopped"), happened);
  }

  @Test
  void aFunctionThatDoesNotStopIsToldInTheLog() {
    Lifecycle lifecycle =
        new Lifecycle() {
          @Override
          public void stop() throws Exception {
            throw new Exception("hunter2");
          }
        };
    try (Heard heard = Heard.of("f")) {
      new Ending("f", lifecycle).run();
      assertEquals("The function did not stop in order", heard.only());
    }
  }
}
