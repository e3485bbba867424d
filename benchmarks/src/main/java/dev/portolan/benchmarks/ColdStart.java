package dev.portolan.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From process start to first answer, and warm, beside the bare platform.
 *
 * <p>Arguments: the home of the JDK to measure; how many rounds; how many warm invocations. One
 * round starts every candidate once, so that what disturbs the machine disturbs all of them.
 */
public final class ColdStart {
  private ColdStart() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.home"));
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 31;
    int warm = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000;
    Path directory = Path.of("target", "benchmarks").toAbsolutePath();
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);

    List<Candidate> candidates = Candidates.layOut(directory);
    RuntimeClient client = RuntimeClient.prepare(home, Candidates.trivial(directory), directory);
    Map<String, List<Double>> times = new LinkedHashMap<>();
    Map<String, Double> cpu = new LinkedHashMap<>();
    for (int round = -1; round < rounds; round++) {
      for (Candidate candidate : candidates) {
        double[] time = client.coldStart(candidate);
        if (round >= 0) {
          times.computeIfAbsent(candidate.name(), name -> new ArrayList<>()).add(time[0]);
          cpu.merge(candidate.name(), time[1] / rounds, Double::sum);
        }
      }
    }
    out.printf(
        "JDK at %s, %d rounds, milliseconds from process start to first answer%n", home, rounds);
    for (Map.Entry<String, List<Double>> entry : times.entrySet()) {
      double[] sorted = entry.getValue().stream().mapToDouble(d -> d).sorted().toArray();
      out.printf(
          "%-20s median %6.1f  least %6.1f  p90 %6.1f  processor %6.1f%n",
          entry.getKey(),
          sorted[rounds / 2],
          sorted[0],
          sorted[rounds * 9 / 10],
          cpu.get(entry.getKey()));
    }
    out.printf(
        "http portolan / bare stream: %.2f (target 1.5)%n",
        ratio(times, "http portolan", "http bare stream"));
    out.printf(
        "typed portolan / bare pojo:  %.2f (target 1.0)%n",
        ratio(times, "typed portolan", "typed bare pojo"));
    out.printf(
        "http with Jackson / bare stream:  %.2f%n",
        ratio(times, "http with Jackson", "http bare stream"));
    out.printf(
        "http ServiceLoader / bare stream: %.2f%n",
        ratio(times, "http ServiceLoader", "http bare stream"));
    if (warm > 0) {
      warm(client, candidates, warm, out);
    }
  }

  private static double ratio(Map<String, List<Double>> times, String one, String other) {
    return median(times.get(one)) / median(times.get(other));
  }

  private static double median(List<Double> times) {
    return times.stream().mapToDouble(d -> d).sorted().toArray()[times.size() / 2];
  }

  /**
   * Five times in turn, so that what disturbs the machine disturbs all; the first half is left out.
   */
  private static void warm(
      RuntimeClient client, List<Candidate> candidates, int invocations, PrintStream out)
      throws IOException, InterruptedException {
    out.printf("warm, 5 x %d invocations, microseconds as the platform sees them%n", invocations);
    double[][] p50 = new double[candidates.size()][5];
    double[][] p99 = new double[candidates.size()][5];
    for (int turn = 0; turn < 5; turn++) {
      for (int i = 0; i < candidates.size(); i++) {
        long[] times = client.warm(candidates.get(i), invocations);
        long[] sorted = Arrays.copyOfRange(times, invocations / 2, invocations);
        Arrays.sort(sorted);
        p50[i][turn] = sorted[sorted.length / 2] / 1e3;
        p99[i][turn] = sorted[sorted.length * 99 / 100] / 1e3;
      }
    }
    for (int i = 0; i < candidates.size(); i++) {
      Arrays.sort(p50[i]);
      Arrays.sort(p99[i]);
      out.printf("%-20s p50 %6.1f  p99 %6.1f%n", candidates.get(i).name(), p50[i][2], p99[i][2]);
    }
  }
}
