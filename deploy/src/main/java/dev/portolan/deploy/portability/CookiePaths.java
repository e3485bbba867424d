package dev.portolan.deploy.portability;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** The most cookies that are set on any path through one method. */
final class CookiePaths {
  static final int MANY = 2;

  private static final int STATES = (MANY + 1) * (MANY + 1);

  private CookiePaths() {}

  /**
   * Up to many. A step is looked at again each time that something else may have been before it.
   *
   * @param weights how many each call of the method sets
   */
  static int most(Code.Method method, int[] weights) {
    List<Code.Step> steps = method.steps();
    int[] before = new int[steps.size()];
    Deque<Integer> open = new ArrayDeque<>();
    IntStream.range(0, before.length).forEach(open::add);
    if (before.length > 0) {
      before[0] = 1;
    }
    int most = 0;
    while (!open.isEmpty()) {
      int at = open.remove();
      int call = steps.get(at).call();
      int after = before[at];
      if (call >= 0 && weights[call] > 0) {
        after = after(before[at], method.calls().get(call).handed(), weights[call]);
      }
      most = Math.max(most, most(after));
      for (int next : steps.get(at).next()) {
        if ((before[next] | after) != before[next]) {
          before[next] |= after;
          open.add(next);
        }
      }
    }
    return most;
  }

  /** A state is how many calls set, and how many the greatest of the blocks; a bit for each. */
  private static int after(int before, boolean handed, int weight) {
    int after = 0;
    for (int state = 0; state < STATES; state++) {
      if ((before & 1 << state) != 0) {
        int set = state / (MANY + 1);
        int block = state % (MANY + 1);
        set = handed ? set : Math.min(MANY, set + weight);
        block = handed ? Math.max(block, weight) : block;
        after |= 1 << set * (MANY + 1) + block;
      }
    }
    return after;
  }

  private static int most(int states) {
    return IntStream.range(0, STATES)
        .filter(state -> (states & 1 << state) != 0)
        .map(state -> Math.min(MANY, state / (MANY + 1) + state % (MANY + 1)))
        .max()
        .orElse(0);
  }
}
