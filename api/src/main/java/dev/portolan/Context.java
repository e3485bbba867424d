package dev.portolan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts of one invocation, the same on every platform.
 *
 * <p>Belongs to one invocation: it is thread-safe, but means nothing after the handler returned and
 * the {@linkplain HttpResponse.Body body} that it may have left to be written is done.
 */
public interface Context {

  /** The platform's own id of this invocation; the one that its logs carry. Never empty. */
  String invocationId();

  /** The name of this function as it is declared in the code, without project or stage. */
  String functionName();

  /**
   * When this invocation must be over.
   *
   * <p>Somewhat earlier than the platform's own limit, so that an answer can still be given.
   */
  Instant deadline();

  /** The time left until {@link #deadline()}; never negative. */
  Duration remaining();

  /** Which delivery of the same event this is, from 1; 1 where the platform does not count. */
  int attempt();

  /** The trace this invocation belongs to; a new one if the caller sent none. */
  Trace trace();

  /** Who calls, as far as the platform verified it; empty for anybody. */
  Optional<Identity> identity();

  /** A logger that bears the function's name. It writes to where the platform collects logs. */
  System.Logger logger();

  /**
   * The value of a secret.
   *
   * <p>The environment variable holds a reference, {@code secret://name} or {@code
   * secret://name#version}; the value is fetched through the platform when it is first asked for,
   * and kept in memory for at most five minutes. It is never written to a log.
   *
   * @param key the name of the environment variable
   * @throws IllegalArgumentException if the variable is not set or holds no reference
   * @throws IllegalStateException if the platform did not give the value; the message says why and
   *     holds no part of it
   */
  String secret(String key);

  /**
   * A queue to send to.
   *
   * @param name its portable name, as {@link SendsTo} on the function's class has it; never what a
   *     request says
   * @throws IllegalArgumentException if the class does not name it
   */
  QueueSender queue(String name);

  /**
   * A bucket to read from or to store in.
   *
   * @param name its portable name, as {@link ReadsFrom} or {@link WritesTo} on the function's class
   *     has it; never what a request says
   * @throws IllegalArgumentException if the class does not name it
   */
  Bucket bucket(String name);

  /**
   * The platform's own object behind this invocation, if it is of that type.
   *
   * <p>Code that uses it runs on one platform only.
   */
  <T> Optional<T> unwrap(Class<T> type);
}
