package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InterruptedIOException;
import org.junit.jupiter.api.Test;

/** How often a call is made again, and how long each may wait. */
final class TriesTest {
  @Test
  void thereAreSoManyAndNoMore() throws InterruptedIOException {
    Tries tries = new Tries(60_000, 3, 1);
    assertTrue(tries.again());
    assertTrue(tries.again());
    assertFalse(tries.again());
    assertFalse(tries.again());
  }

  @Test
  void noneIsBegunForWhichNoTimeIsLeft() throws InterruptedIOException {
    assertFalse(new Tries(60_000, 6, 1_000_000).again());
    assertFalse(new Tries(0, 6, 1).again());
  }

  @Test
  void eachWaitsForHalfOfWhatIsLeftAtMost() throws InterruptedIOException {
    Tries tries = new Tries(60_000, 6, 1);
    assertEquals(20_000, tries.patience(20_000));
    int half = tries.patience(Integer.MAX_VALUE);
    assertTrue(half > 0 && half <= 30_000, half + " ms");
    assertThrows(InterruptedIOException.class, () -> new Tries(0, 6, 1).patience(20_000));
  }

  @Test
  void whoeverIsInterruptedDoesNotTryAgain() {
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> new Tries(60_000, 6, 1).again());
    assertTrue(Thread.interrupted(), "it stays interrupted");
  }
}
