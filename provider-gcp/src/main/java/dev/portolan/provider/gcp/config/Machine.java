package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.model.Problem;
import java.util.List;

/**
 * Which memory goes with which CPU.
 *
 * @see <a href="https://cloud.google.com/run/docs/configuring/services/memory-limits">memory</a>
 * @see <a href="https://cloud.google.com/run/docs/configuring/services/cpu">CPU</a>
 */
final class Machine {
  private static final int LEAST_MEMORY = 128;
  private static final int MOST_MEMORY = 32768;
  private static final int LEAST_CPU = 80;
  private static final List<Integer> WHOLE = List.of(1000, 2000, 4000, 6000, 8000);

  private Machine() {}

  /** The least CPU that may have so much memory, a whole one at least. */
  static int cpuFor(int mebibytes) {
    return WHOLE.stream()
        .filter(cpu -> most(cpu) >= mebibytes)
        .findFirst()
        .orElse(WHOLE.get(WHOLE.size() - 1));
  }

  static void check(int mebibytes, int cpu, String function, List<Problem> problems) {
    if (mebibytes < LEAST_MEMORY || mebibytes > MOST_MEMORY) {
      problems.add(
          Problem.of(
              function + ": memory",
              mebibytes + " MiB is not from " + LEAST_MEMORY + " to " + MOST_MEMORY,
              ""));
    }
    String where = function + ": portolan.gcp.cpu";
    if (cpu < LEAST_CPU || cpu > 1000 && !WHOLE.contains(cpu)) {
      problems.add(
          Problem.of(
              where, Amounts.cpu(cpu) + " is no CPU there is", "write 0.08 to 1, or 2, 4, 6, 8"));
      return;
    }
    if (mebibytes > most(cpu)) {
      problems.add(
          Problem.of(
              where,
              Amounts.cpu(cpu) + " may have " + most(cpu) + " MiB at most, not " + mebibytes,
              "leave it out: it follows the memory"));
    }
    if (mebibytes >= LEAST_MEMORY && mebibytes < least(cpu)) {
      problems.add(
          Problem.of(
              function + ": memory",
              mebibytes + " MiB is less than " + least(cpu) + ", which so much CPU must have",
              "ask for more memory or less CPU"));
    }
  }

  private static int most(int cpu) {
    if (cpu < 500) {
      return 512;
    }
    if (cpu < 1000) {
      return 1024;
    }
    return Math.min(MOST_MEMORY, cpu < 8000 ? cpu / 1000 * 4096 : MOST_MEMORY);
  }

  private static int least(int cpu) {
    return cpu >= 6000 ? 4096 : cpu >= 4000 ? 2048 : LEAST_MEMORY;
  }
}
