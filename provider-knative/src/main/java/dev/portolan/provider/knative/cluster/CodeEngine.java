package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.provider.knative.config.Amounts;
import dev.portolan.provider.knative.config.FunctionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What IBM Code Engine asks beyond Knative. Its tables count memory in GB; its own refusals in Mi
 * and Gi, and so do we.
 *
 * @see <a href="https://cloud.ibm.com/docs/codeengine?topic=codeengine-mem-cpu-combo">memory and
 *     CPU</a>
 * @see <a href="https://cloud.ibm.com/docs/codeengine?topic=codeengine-limits">limits</a>
 */
final class CodeEngine {
  private static final int MOST_SECONDS = 600;
  private static final int MOST_INSTANCES = 250;
  private static final List<Integer> MILLI_CPU =
      List.of(125, 250, 500, 1000, 2000, 4000, 6000, 8000, 10_000, 12_000);

  /** Above this there is no size with eight times the memory. */
  private static final int MOST_OF_THE_WIDE = 6000;

  private CodeEngine() {}

  static List<Problem> problems(List<FunctionSpec> functions, Settings given) {
    List<Problem> problems = new ArrayList<>();
    for (FunctionSpec function : functions) {
      FunctionSettings settings = FunctionSettings.from(function, given);
      size(function, settings.cpuLimit(), problems);
      if (function.sizing().timeout().toSeconds() > MOST_SECONDS) {
        problems.add(
            Problem.of(
                function.name() + ": timeout",
                "Code Engine ends a request after " + MOST_SECONDS + " seconds",
                "ask for less"));
      }
      if (Math.max(settings.minScale(), settings.maxScale()) > MOST_INSTANCES) {
        problems.add(
            Problem.of(
                function.name() + ": portolan.knative.maxScale",
                "Code Engine runs " + MOST_INSTANCES + " instances at most",
                "lower minScale and maxScale"));
      }
    }
    return problems;
  }

  private static void size(FunctionSpec function, int milliCpu, List<Problem> problems) {
    int memory = function.sizing().memoryMebibytes();
    if (fits(milliCpu, memory)) {
      return;
    }
    String allowed =
        MILLI_CPU.stream()
            .filter(each -> fits(each, memory))
            .map(Amounts::cpu)
            .collect(Collectors.joining(", "));
    problems.add(
        Problem.of(
            function.name() + ": portolan.knative.cpu",
            "Code Engine has no size of %s CPU and %s"
                .formatted(Amounts.cpu(milliCpu), Amounts.memory(memory)),
            allowed.isEmpty()
                ? "give it 2, 4 or 8 GiB of memory for each CPU, of which it may have "
                    + MILLI_CPU.stream().map(Amounts::cpu).collect(Collectors.joining(", "))
                : "with that memory it may have CPU of " + allowed));
  }

  private static boolean fits(int milliCpu, int mebibytes) {
    return MILLI_CPU.contains(milliCpu)
        && (is(2, milliCpu, mebibytes)
            || is(4, milliCpu, mebibytes)
            || is(8, milliCpu, mebibytes) && milliCpu <= MOST_OF_THE_WIDE);
  }

  private static boolean is(int gibibytesForEach, int milliCpu, int mebibytes) {
    return gibibytesForEach * 1024L * milliCpu == mebibytes * 1000L;
  }
}
