package dev.portolan.sandbox.aws.lambda;

import java.time.Duration;

/**
 * How long the cloud takes to do what it has promised, on the injected clock.
 *
 * @param create from CreateFunction until the function is Active
 * @param update from an update until it is Successful
 * @param publish from PublishVersion until the version is Active
 * @param snapshot the same with SnapStart
 * @param rolePropagation from a change of a role until Lambda can assume it
 */
public record Timings(
    Duration create,
    Duration update,
    Duration publish,
    Duration snapshot,
    Duration rolePropagation) {

  /** Nothing is waited for. */
  public static Timings instant() {
    return new Timings(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** Long enough to be seen by a caller that does not wait, short enough for a person. */
  public static Timings brisk() {
    return new Timings(
        Duration.ofMillis(150),
        Duration.ofMillis(150),
        Duration.ofMillis(50),
        Duration.ofMillis(500),
        Duration.ZERO);
  }

  /** As in an ordinary region on an ordinary day. */
  public static Timings lifelike() {
    return new Timings(
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Duration.ofSeconds(150),
        Duration.ofSeconds(8));
  }

  public Timings withRolePropagation(Duration delay) {
    return new Timings(create, update, publish, snapshot, delay);
  }
}
