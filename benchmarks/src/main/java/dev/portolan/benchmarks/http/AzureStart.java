package dev.portolan.benchmarks.http;

import dev.portolan.sandbox.azure.host.AppHost;
import dev.portolan.sandbox.azure.host.Keys;
import dev.portolan.sandbox.azure.host.Spec;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures functions in a worker that goes by the rules of Azure's, with the flags of Azure's:
 * process start to first answer, through the host, and the processor time of the worker until then,
 * which a busy machine changes less.
 *
 * <p>Arguments: {@code rounds=21}; {@code java=} the {@code java} to measure, otherwise this one;
 * {@code seed=} for the order. All take turns in every round, in an order that chance makes anew.
 */
public final class AzureStart {
  private AzureStart() {}

  /** Prints a table. */
  public static void main(String[] arguments) throws Exception {
    Arguments given = Arguments.of(arguments, "rounds", "java", "seed");
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    Random order = new Random(given.number("seed", System.nanoTime()));
    try (Scratch scratch = Scratch.create("azure-start")) {
      List<Times> times = AzureSubjects.in(scratch.directory()).stream().map(Times::new).toList();
      List<Times> processor = times.stream().map(each -> new Times(each.subject())).toList();
      List<Integer> turns = new ArrayList<>(List.of(0, 1));
      for (long round = -1; round < given.number("rounds", 21); round++) {
        Collections.shuffle(turns, order);
        for (int each : turns) {
          long[] nanos = start(times.get(each).subject(), given.java());
          if (round >= 0) {
            times.get(each).add(nanos[0]);
            processor.get(each).add(nanos[1]);
          }
        }
      }
      print("process start to first 200", times, out);
      print("processor time of that", processor, out);
    }
  }

  /** The time that went by, and that of the processors. */
  private static long[] start(Subject subject, Path java) throws IOException {
    Spec spec =
        new Spec(
            subject.directory(),
            Map.of("PORTOLAN_FUNCTION", "hello"),
            0,
            java.getParent().getParent(),
            line -> {},
            Keys.of("master", "host"),
            null);
    long began = System.nanoTime();
    try (AppHost app = AppHost.open(spec);
        Caller caller = Caller.open(app.port())) {
      caller.call();
      return new long[] {System.nanoTime() - began, processorTime()};
    }
  }

  /** Of the one process that this one has started and that still runs. */
  private static long processorTime() {
    return ProcessHandle.current()
        .children()
        .filter(ProcessHandle::isAlive)
        .map(each -> each.info().totalCpuDuration().orElseThrow().toNanos())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static void print(String title, List<Times> times, PrintStream out) {
    double bare = times.get(0).median();
    out.printf("%-28s %8s %8s %8s %8s %8s%n", title, "median", "p10", "p90", "x bare", "more ms");
    for (Times each : times) {
      out.printf(
          "%-28s %8.1f %8.1f %8.1f %8.3f %8.1f%n",
          each.subject().name(),
          each.median(),
          each.percentile(10),
          each.percentile(90),
          each.median() / bare,
          each.median() - bare);
    }
  }
}
