package dev.portolan.sandbox.aws.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What happens to events that are due while looking for them fails. */
class EventClockTest {
  @Test
  void aSourceThatFailsIsToldOnceAndLookedAtAgain() throws Exception {
    List<String> told = new CopyOnWriteArrayList<>();
    AtomicInteger looks = new AtomicInteger();
    CountDownLatch well = new CountDownLatch(1);
    Runnable source =
        () -> {
          if (looks.incrementAndGet() <= 2) {
            throw new IllegalStateException("no such zone");
          }
          well.countDown();
        };
    try (EventClock clock = new EventClock(List.of(source), told::add)) {
      clock.start();
      assertTrue(well.await(1, TimeUnit.MINUTES));
    }
    assertEquals(
        List.of("cannot tell which events are due: java.lang.IllegalStateException: no such zone"),
        told);
  }
}
