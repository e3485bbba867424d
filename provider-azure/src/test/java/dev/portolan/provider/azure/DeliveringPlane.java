package dev.portolan.provider.azure;

import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.plane.Arrival;
import dev.portolan.sandbox.azure.plane.DataPlane;
import dev.portolan.sandbox.azure.plane.InstantPlane;
import dev.portolan.sandbox.azure.plane.Standing;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Answers all requests, and has messages end as a test says. */
final class DeliveringPlane implements DataPlane {
  private final DataPlane requests;
  private final Function<Arrival, Optional<Boolean>> outcome;

  DeliveringPlane(Function<Arrival, Optional<Boolean>> outcome) {
    this(outcome, () -> true);
  }

  DeliveringPlane(Function<Arrival, Optional<Boolean>> outcome, BooleanSupplier runs) {
    this.outcome = outcome;
    this.requests =
        InstantPlane.of(plan -> runs.getAsBoolean() ? Standing.running() : Standing.starting())
            .answering(Fronts::answer);
  }

  @Override
  public Standing look(AppPlan plan) {
    return requests.look(plan);
  }

  @Override
  public WireResponse answer(AppPlan plan, WireRequest request) {
    return requests.answer(plan, request);
  }

  @Override
  public Map<String, Boolean> fireTimers(AppPlan plan) {
    return requests.fireTimers(plan);
  }

  @Override
  public Optional<Boolean> deliver(AppPlan plan, Arrival arrival) {
    return outcome.apply(arrival);
  }

  @Override
  public void log(String site, String line) {
    requests.log(site, line);
  }

  @Override
  public void retain(Set<String> sites) {
    requests.retain(sites);
  }

  @Override
  public void close() {
    requests.close();
  }
}
