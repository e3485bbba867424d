package dev.portolan.benchmarks;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.benchmarks.function.Late;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Measures, for each adapter in what plays its platform in this process, how long after the
 * deadline of a call its caller has the last byte of the answer, and how long after it the handler
 * sees that it is interrupted: of one handler that waits, and of one that computes and does not
 * heed it.
 *
 * <p>Arguments: how many calls of each are measured, 60 if nobody says; how many milliseconds a
 * call may take, 150 if nobody says. Ten calls of each come first and are not counted.
 */
public final class Deadline {
  private static final int WARM_UP = 10;

  private Deadline() {}

  /** Prints a table, in milliseconds. */
  public static void main(String[] arguments) throws Exception {
    int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 60;
    Duration time = Duration.ofMillis(arguments.length > 1 ? Long.parseLong(arguments[1]) : 150);
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    out.printf(
        "%-9s %-9s %5s | %21s | %21s%n", "", "handler", "calls", "last byte med, max", "seen");
    List<AdapterHarness> harnesses =
        ServiceLoader.load(AdapterHarness.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(AdapterHarness::provider))
            .toList();
    for (AdapterHarness harness : harnesses) {
      measure(harness, Late.Waiting.class, calls, time, out);
      measure(harness, Late.Spinning.class, calls, time, out);
    }
    System.exit(0);
  }

  private static void measure(
      AdapterHarness harness,
      Class<? extends PortableFunction<?, ?>> function,
      int calls,
      Duration time,
      PrintStream out)
      throws InterruptedException {
    double[] answered = new double[calls];
    double[] interrupted = new double[calls];
    FunctionUnderTest late = FunctionUnderTest.of(function, "java.lang.String");
    HttpRequest request = HttpRequest.of("POST", "/").withBody(new byte[] {'a'});
    try (AdapterHarness.Running running = harness.start(late);
        AdapterHarness.Caller caller = running.connect("caller", time)) {
      for (int i = -WARM_UP; i < calls; i++) {
        Late.Call call = Late.next();
        HttpResponse response = caller.http(request);
        long last = System.nanoTime();
        call.heard.await();
        call.answered.countDown();
        if (response.status() != 504) {
          throw new IllegalStateException(harness.provider() + " answered " + response.status());
        }
        if (i >= 0) {
          answered[i] = (last - call.deadline) / 1e6;
          interrupted[i] = (call.interrupted - call.deadline) / 1e6;
        }
      }
    }
    Arrays.sort(answered);
    Arrays.sort(interrupted);
    out.printf(
        "%-9s %-9s %5d | %10.2f %10.2f | %10.2f %10.2f%n",
        harness.provider(),
        function.getSimpleName(),
        calls,
        answered[calls / 2],
        answered[calls - 1],
        interrupted[calls / 2],
        interrupted[calls - 1]);
  }
}
