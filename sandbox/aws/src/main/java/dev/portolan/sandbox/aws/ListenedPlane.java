package dev.portolan.sandbox.aws;

import dev.portolan.sandbox.Refusals;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Counts how often functions are called, and listens to what they say that they refuse. */
final class ListenedPlane implements DataPlane {
  private final DataPlane plane;
  private final Refusals refusals;
  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  ListenedPlane(DataPlane plane, Refusals refusals) {
    this.plane = plane;
    this.refusals = refusals;
  }

  @Override
  public Outcome invoke(RunSpec function, Invocation invocation) {
    Outcome outcome = plane.invoke(function, invocation);
    if (!outcome.throttled()) {
      calls.merge(invocation.invokedArn(), 1, Integer::sum);
    }
    outcome.log().lines().forEach(line -> refusals.heard(invocation.invokedArn(), line));
    return outcome;
  }

  /** How often a function was called so far. */
  int calls(String arn) {
    return calls.getOrDefault(arn, 0);
  }

  /** The same of each function. */
  Map<String, Integer> calls() {
    return Map.copyOf(calls);
  }

  @Override
  public void retain(Set<String> fingerprints) {
    plane.retain(fingerprints);
  }

  @Override
  public void close() {
    plane.close();
  }
}
