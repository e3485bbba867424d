package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A token is fetched when it is needed, and not oftener. */
final class KeptTokenTest {
  private final AtomicInteger fetches = new AtomicInteger();

  private KeptToken good(long seconds) {
    return new KeptToken(
        millis -> new KeptToken.Given("t" + fetches.incrementAndGet(), seconds), 300, 1_000);
  }

  @Test
  void itIsKeptUntilShortlyBeforeItsEnd() throws IOException {
    KeptToken hour = good(3600);
    assertEquals("t1", hour.get(1_000));
    assertEquals("t1", hour.get(1_000));
    KeptToken ending = good(300);
    assertEquals("t2", ending.get(1_000));
    assertEquals("t3", ending.get(1_000));
  }

  @Test
  void whatWasRefusedIsForgotten() throws IOException {
    KeptToken token = good(3600);
    token.forget(token.get(1_000));
    assertEquals("t2", token.get(1_000));
    token.forget("t1");
    assertEquals("t2", token.get(1_000));
  }

  @Test
  void anEmptyOneIsNone() {
    KeptToken empty = new KeptToken(millis -> new KeptToken.Given("", 3600), 0, 1_000);
    assertThrows(Hopeless.class, () -> empty.get(1_000));
  }

  @Test
  void whoWaitsForAnothersFetchWaitsNoLongerThanItsOwnTime() throws Exception {
    CountDownLatch fetching = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    KeptToken slow =
        new KeptToken(
            millis -> {
              fetching.countDown();
              try {
                assertTrue(answered.await(1, TimeUnit.MINUTES));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return new KeptToken.Given("late", 3600);
            },
            0,
            60_000);
    Thread first = new Thread(() -> quietly(slow));
    first.start();
    fetching.await();
    assertThrows(IOException.class, () -> slow.get(1));
    answered.countDown();
    first.join();
    assertEquals("late", slow.get(1_000));
  }

  private static void quietly(KeptToken token) {
    try {
      token.get(60_000);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
