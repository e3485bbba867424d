package dev.portolan.provider.knative.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import io.fabric8.knative.serving.v1.Revision;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Waits until the cluster has done what it was asked for, and tells why it has not. */
public final class Waits {
  /** A little more than Knative's own {@code ProgressDeadlineExceeded}. */
  private static final Duration BUDGET = Duration.ofMinutes(11);

  private static final Duration GRACE = Duration.ofSeconds(10);

  private final TimeSource time;
  private final Polling polling;
  private final KubeCalls kube;
  private final Causes causes;

  public Waits(TimeSource time, KubeCalls kube) {
    this.time = time;
    this.polling = new Polling(time);
    this.kube = kube;
    this.causes = new Causes(kube);
  }

  /** Until a revision is ready and the service's routes know it. */
  public void ready(Step.Run run, String service, String revision, long generation)
      throws Exception {
    Grace grace = new Grace();
    until(
        run,
        revision,
        () -> {
          Optional<Service> now = kube.glanceAtService(service);
          Optional<Revision> made = kube.glanceAtRevision(revision);
          boolean stale = now.filter(each -> observed(each, generation)).isEmpty();
          if (!stale && made.filter(Waits::isReady).isPresent() && routed(now.get(), revision)) {
            return Optional.empty();
          }
          Causes.Look look = causes.at(revision, made);
          if (look.cause().isPresent()) {
            throw look.cause().get();
          }
          if (!stale) {
            grace.judge(failed(service, Conditions.of(now.get()), made.isPresent()));
          }
          return Optional.of(stale ? "not reconciled yet" : look.waiting());
        });
  }

  /** Until all users are sent to a revision. */
  public void shifted(Step.Run run, String service, String revision, long generation)
      throws Exception {
    until(
        run,
        service,
        () -> {
          Optional<Service> now = kube.glanceAtService(service);
          if (now.filter(each -> observed(each, generation)).isEmpty()) {
            return Optional.of("not reconciled yet");
          }
          Conditions conditions = Conditions.of(now.get());
          if (conditions.isTrue("RoutesReady") && routed(now.get(), revision)) {
            return Optional.empty();
          }
          Optional<DeployException> failed = failed(service, conditions, true);
          if (failed.isPresent()) {
            throw failed.get();
          }
          return Optional.of(conditions.waitingFor());
        });
  }

  /** Until nothing of a service is left. */
  public void gone(Step.Run run, String service) throws Exception {
    Map<String, String> labels = Map.of("serving.knative.dev/service", service);
    until(
        run,
        service,
        () -> {
          if (kube.glanceAtService(service).isPresent()) {
            return Optional.of("being deleted");
          }
          int left = kube.glanceAtRevisions(labels).size();
          return left == 0 ? Optional.empty() : Optional.of(left + " revisions left");
        });
  }

  /** Until an object of another kind is ready. */
  public void object(
      Step.Run run, String what, Callable<Optional<GenericKubernetesResource>> glance)
      throws Exception {
    Grace grace = new Grace();
    until(
        run,
        what,
        () -> {
          Optional<GenericKubernetesResource> now = glance.call();
          if (now.filter(Waits::observed).isEmpty()) {
            return Optional.of("not reconciled yet");
          }
          Conditions conditions = Conditions.of(now.get());
          if (conditions.isTrue(Conditions.READY)) {
            return Optional.empty();
          }
          grace.judge(
              conditions
                  .failed()
                  .map(Conditions::text)
                  .map(
                      why ->
                          DeployException.of(
                              DeployException.Kind.UNHEALTHY,
                              what + " failed: " + why,
                              "mend what it names, and deploy again")));
          return Optional.of(conditions.waitingFor());
        });
  }

  /** Until an object of another kind is gone. */
  public void objectGone(
      Step.Run run, String what, Callable<Optional<GenericKubernetesResource>> glance)
      throws Exception {
    until(run, what, () -> glance.call().map(each -> "being deleted"));
  }

  /** Until a revision is gone, or another of its name is there. */
  public void revisionGone(Step.Run run, String revision, String uid) throws Exception {
    until(
        run,
        revision,
        () ->
            kube.glanceAtRevision(revision)
                .filter(each -> uid.equals(each.getMetadata().getUid()))
                .map(each -> "being deleted"));
  }

  private void until(Step.Run run, String what, Polling.Look look) throws Exception {
    polling.until(run, what, BUDGET, look);
  }

  /** What the service itself says is beyond repair; a revision's failure is told from there. */
  private static Optional<DeployException> failed(
      String service, Conditions conditions, boolean hasRevision) {
    if (conditions.isFalse("ConfigurationsReady") && !hasRevision
        || conditions.isFalse("RoutesReady")) {
      String why = conditions.failed().map(Conditions::text).orElse("no reason told");
      return Optional.of(
          DeployException.of(
              DeployException.Kind.UNHEALTHY,
              service + " failed: " + why,
              "what served before still serves"));
    }
    return Optional.empty();
  }

  /**
   * Believes a service's failure only when it has lasted: where a failed revision is made anew, the
   * conditions of the old one stand for a moment longer, under a generation that has not changed.
   */
  private final class Grace {
    private Optional<Instant> since = Optional.empty();

    void judge(Optional<DeployException> failure) {
      since = failure.isEmpty() ? Optional.empty() : since.or(() -> Optional.of(time.now()));
      if (failure.isPresent() && !time.now().isBefore(since.get().plus(GRACE))) {
        throw failure.get();
      }
    }
  }

  private static boolean isReady(Revision revision) {
    return Conditions.of(revision).isTrue(Conditions.READY);
  }

  private static boolean observed(GenericKubernetesResource object) {
    JsonNode status = KubeJson.SHARED.convertValue(object, JsonNode.class).path("status");
    return status.path("observedGeneration").asLong() >= object.getMetadata().getGeneration();
  }

  private static boolean observed(Service service, long generation) {
    return service.getStatus() != null
        && service.getStatus().getObservedGeneration() != null
        && service.getStatus().getObservedGeneration() >= generation;
  }

  private static boolean routed(Service service, String revision) {
    return service.getStatus().getTraffic().stream()
        .anyMatch(target -> revision.equals(target.getRevisionName()));
  }
}
