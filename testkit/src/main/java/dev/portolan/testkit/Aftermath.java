package dev.portolan.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.testkit.FaultSchedule.Point;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A cloud as a killed deployer leaves it. A kill ends what is in the process and nothing else, so
 * the cloud as it is at a point of a call is what a kill there leaves; and kills between which no
 * call changes anything, and no time passes, leave the same.
 *
 * @param first the first such kill, for people
 * @param last the last one, or the first again
 * @param cloud the caller's to close
 */
record Aftermath(String first, String last, TestCloud cloud) {
  /** Kills that leave the same. */
  private record Moment(long changes, Instant time) implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      return changes == other.changes
          ? time.compareTo(other.time)
          : Long.compare(changes, other.changes);
    }
  }

  /** What kills before, within and after each of some calls of an operation leave. */
  static Collection<Aftermath> of(
      Operation operation, CloudUnderTest test, List<Call> calls, Predicate<Call> meant) {
    Map<Moment, Aftermath> all = new TreeMap<>();
    try (Scene scene = operation.before(test)) {
      TestCloud cloud = scene.cloud();
      for (Call call : calls.stream().filter(meant).toList()) {
        for (Point point : Point.values()) {
          long changes =
              changes(calls, point == Point.BEFORE_SEND ? call.number() - 1 : call.number());
          String kill = point + " of " + call;
          cloud.faults().meanwhile(call.number(), point, () -> add(all, kill, changes, cloud));
        }
      }
      Outcomes.assertVerified(operation.run(scene));
      assertEquals(0, cloud.faults().unspent(), "not every point was passed");
      assertEquals(calls, cloud.calls());
    }
    return all.values();
  }

  /** How many of the first so many calls may have changed something. */
  private static long changes(List<Call> calls, int first) {
    return calls.stream().filter(call -> call.number() <= first && !call.harmless()).count();
  }

  private static void add(Map<Moment, Aftermath> all, String kill, long changes, TestCloud cloud) {
    synchronized (all) {
      all.compute(
          new Moment(changes, cloud.time().now()),
          (moment, known) ->
              known == null
                  ? new Aftermath(kill, kill, cloud.copy())
                  : new Aftermath(known.first(), kill, known.cloud()));
    }
  }

  @Override
  public String toString() {
    return "killed " + first + (first.equals(last) ? "" : " to " + last);
  }
}
