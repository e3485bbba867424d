package dev.portolan.provider.aws;

import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.EchoDataPlane;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Functions that remember what they are called with, the probe apart. */
final class HeardPayloads implements DataPlane {
  private final EchoDataPlane echo = new EchoDataPlane();
  private final List<String> heard = new ArrayList<>();
  private boolean failing;

  @Override
  public Outcome invoke(RunSpec function, Invocation invocation) {
    String payload = new String(invocation.payload(), StandardCharsets.UTF_8);
    if (payload.contains("$portolan")) {
      return echo.invoke(function, invocation);
    }
    heard.add(payload);
    if (failing) {
      return Outcome.failed("{}".getBytes(StandardCharsets.UTF_8), "");
    }
    return Outcome.answered("null".getBytes(StandardCharsets.UTF_8), "");
  }

  /** Whether each call fails from now on. */
  void failing(boolean now) {
    failing = now;
  }

  /** What came since this was asked last. */
  List<String> heard() {
    List<String> all = List.copyOf(heard);
    heard.clear();
    return all;
  }

  @Override
  public void retain(Set<String> fingerprints) {
    // holds no process
  }

  @Override
  public void close() {
    // holds no process
  }
}
