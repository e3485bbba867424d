package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Lifecycle;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** First the requests end, then the function. */
final class EndingTest {
  private final CountDownLatch stopped = new CountDownLatch(1);

  private Ending ending(int drainMillis) {
    return new Ending(
        "f",
        new Lifecycle() {
          @Override
          public void stop() throws Exception {
            stopped.countDown();
            throw new Exception("logged, and no more");
          }
        },
        drainMillis);
  }

  @Test
  void theFunctionStopsWhenTheLastRequestIsAnswered() throws InterruptedException {
    Ending ending = ending(60_000);
    ending.began();
    ending.began();
    Thread end = new Thread(ending::end);
    end.start();
    while (!ending.isDraining()) {
      Thread.onSpinWait();
    }
    ending.answered();
    assertEquals(1, stopped.getCount());
    assertTrue(ending.began(), "a request that was on its way");
    ending.answered();
    ending.answered();
    assertTrue(stopped.await(60, TimeUnit.SECONDS));
    end.join();
    assertFalse(ending.began(), "the function is stopped");
  }

  @Test
  void itDoesNotWaitForEver() {
    Ending ending = ending(0);
    ending.began();
    assertFalse(ending.isDraining());
    assertEquals(1, ending.end());
    assertEquals(0, stopped.getCount());
  }
}
