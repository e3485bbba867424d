package dev.portolan.sandbox.gcp.plane;

import dev.portolan.sandbox.gcp.wire.Ids;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Starts nothing: each revision stands at once where it is told to. For tests by the hundred. */
public final class InstantPlane implements DataPlane {
  private final Function<RevisionPlan, Standing> verdict;
  private final Map<String, RevisionPlan> plans = new ConcurrentHashMap<>();

  private InstantPlane(Function<RevisionPlan, Standing> verdict) {
    this.verdict = verdict;
  }

  /** All are ready at once. */
  public static InstantPlane ready() {
    return new InstantPlane(plan -> Standing.ready());
  }

  /** Each stands where this says. */
  public static InstantPlane of(Function<RevisionPlan, Standing> verdict) {
    return new InstantPlane(verdict);
  }

  @Override
  public Standing look(RevisionPlan plan) {
    plans.put(plan.revision(), plan);
    return verdict.apply(plan);
  }

  /** What was to run, by the revision's full name. */
  public Map<String, RevisionPlan> plans() {
    return Map.copyOf(plans);
  }

  @Override
  public void retain(Set<String> revisions) {
    plans.keySet().retainAll(revisions);
  }

  @Override
  public List<String> lines(String revision) {
    return List.of();
  }

  /** As Cloud Run's own: {@code https://tag---service-hash-uc.a.run.app}. */
  @Override
  public String url(String service, Optional<String> tag) {
    String id = service.substring(service.lastIndexOf('/') + 1);
    String before = tag.map(name -> name + "---").orElse("");
    return "https://" + before + id + "-" + Ids.of(service, 10) + "-uc.a.run.app";
  }

  @Override
  public void close() {
    // nothing runs
  }
}
