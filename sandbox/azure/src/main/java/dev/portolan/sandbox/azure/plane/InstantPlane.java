package dev.portolan.sandbox.azure.plane;

import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Starts nothing: each site stands at once where it is told to. For tests by the hundred. */
public final class InstantPlane implements DataPlane {
  private final Function<AppPlan, Standing> verdict;
  private final BiFunction<AppPlan, WireRequest, WireResponse> front;
  private final Map<String, AppPlan> plans = new ConcurrentHashMap<>();

  private InstantPlane(
      Function<AppPlan, Standing> verdict, BiFunction<AppPlan, WireRequest, WireResponse> front) {
    this.verdict = verdict;
    this.front = front;
  }

  /** All run at once, and answer with nothing. */
  public static InstantPlane running() {
    return of(plan -> Standing.running());
  }

  /** Each stands where this says. */
  public static InstantPlane of(Function<AppPlan, Standing> verdict) {
    return new InstantPlane(verdict, (plan, request) -> WireResponse.of(200, "text/plain", ""));
  }

  /** All requests to sites are answered by this. */
  public InstantPlane answering(BiFunction<AppPlan, WireRequest, WireResponse> wanted) {
    return new InstantPlane(verdict, wanted);
  }

  @Override
  public Standing look(AppPlan plan) {
    plans.put(plan.site(), plan);
    return verdict.apply(plan);
  }

  @Override
  public WireResponse answer(AppPlan plan, WireRequest request) {
    return verdict.apply(plan).state() == Standing.State.RUNNING
        ? front.apply(plan, request)
        : AppPlan.NO_HOST;
  }

  /** What was to run, by the site's name. */
  public Map<String, AppPlan> plans() {
    return Map.copyOf(plans);
  }

  @Override
  public Map<String, Boolean> fireTimers(AppPlan plan) {
    return Map.of();
  }

  @Override
  public Optional<Boolean> deliver(AppPlan plan, Arrival arrival) {
    return Optional.empty();
  }

  @Override
  public void log(String site, String line) {
    // nobody reads it
  }

  @Override
  public void retain(Set<String> sites) {
    plans.keySet().retainAll(sites);
  }

  @Override
  public void close() {
    // nothing runs
  }
}
