package dev.portolan.testkit;

import dev.portolan.testkit.FaultSchedule.Fault;
import dev.portolan.testkit.FaultSchedule.Point;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Strikes several calls of one run. A call that is struck is made again, and others are made to
 * look what became of it, so numbers shift: this follows the run along the calls of one without
 * faults, and strikes the call that comes next there.
 */
final class Strikes {
  private final List<Call> expected;
  private final Deque<Call> meant;
  private final TestCloud cloud;
  private final Point point;
  private final Fault fault;
  private final Map<Integer, Call> struck = new HashMap<>();
  private int passed;

  /**
   * Strikes from the next call on.
   *
   * @param expected the calls of a run without faults
   * @param meant those of them to strike, in their order, none right after another
   */
  Strikes(List<Call> expected, List<Call> meant, TestCloud cloud, Point point, Fault fault) {
    this.expected = expected;
    this.meant = new ArrayDeque<>(meant);
    this.cloud = cloud;
    this.point = point;
    this.fault = fault;
    next(1);
  }

  /** Those that were struck: what came at its number was called so. */
  Set<Call> struck() {
    Map<Integer, String> came =
        cloud.calls().stream().collect(Collectors.toMap(Call::number, Call::name));
    Set<Call> all = new HashSet<>();
    struck.forEach(
        (number, call) -> {
          if (call.name().equals(came.get(number))) {
            all.add(call);
          }
        });
    return all;
  }

  private void next(int number) {
    boolean strikes = !meant.isEmpty() && meant.peek().number() == passed + 1;
    if (strikes) {
      struck.put(number, meant.remove());
      cloud.faults().strike(number, point, fault);
      passed += point == Point.BEFORE_SEND ? 0 : 1;
    }
    int watched = strikes ? number + 1 : number;
    cloud.faults().meanwhile(watched, Point.AFTER_RESPONSE, () -> passed(watched));
  }

  /** A call was answered: the one that was to come, or one on account of a fault. */
  private void passed(int number) {
    String name =
        cloud.calls().stream()
            .filter(call -> call.number() == number)
            .findFirst()
            .orElseThrow()
            .name();
    if (passed < expected.size() && expected.get(passed).name().equals(name)) {
      passed++;
    }
    next(number + 1);
  }
}
