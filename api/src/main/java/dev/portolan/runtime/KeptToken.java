package dev.portolan.runtime;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A token of the function's own identity, kept until shortly before it is no longer good.
 * Thread-safe: one fetches it, and the others wait for that.
 */
public final class KeptToken {
  private final Source source;
  private final long earlySeconds;
  private final int mostMillis;
  private final ReentrantLock lock = new ReentrantLock();
  private String token;
  private long goodUntilNanos;

  /** Where tokens come from. */
  public interface Source {
    /**
     * A new token.
     *
     * @throws IOException if it cannot be had; {@link Hopeless} if it never can
     */
    Given fetch(int timeoutMillis) throws IOException;
  }

  /**
   * A token that was given.
   *
   * @param seconds how long it is good
   */
  public record Given(String token, long seconds) {}

  /**
   * Fetches nothing yet.
   *
   * @param earlySeconds how much sooner it is fetched anew
   * @param mostMillis how long a fetch may take at most
   */
  public KeptToken(Source source, long earlySeconds, int mostMillis) {
    this.source = source;
    this.earlySeconds = earlySeconds;
    this.mostMillis = mostMillis;
  }

  /**
   * A token that is good now. Who waits while somebody else fetches it waits no longer than this.
   */
  public String get(int timeoutMillis) throws IOException {
    int most = Math.min(timeoutMillis, mostMillis);
    try {
      if (!lock.tryLock(most, TimeUnit.MILLISECONDS)) {
        throw new IOException("there is no token in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted before there was a token");
    }
    try {
      if (token == null || System.nanoTime() - goodUntilNanos >= 0) {
        Given given = source.fetch(most);
        if (given.token().isEmpty()) {
          throw new Hopeless("an empty token was given");
        }
        token = given.token();
        goodUntilNanos =
            System.nanoTime() + Math.max(0, given.seconds() - earlySeconds) * 1_000_000_000L;
      }
      return token;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets a token that was refused. */
  public void forget(String refused) {
    lock.lock();
    try {
      if (refused.equals(token)) {
        token = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
