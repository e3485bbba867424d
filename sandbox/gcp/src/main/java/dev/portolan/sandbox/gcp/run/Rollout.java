package dev.portolan.sandbox.gcp.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.Condition.CommonReason;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import com.google.cloud.run.v2.TrafficTargetStatus;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.gcp.plane.Standing;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Operations.Pending;
import java.time.Instant;
import java.util.Optional;

/** Brings services to what they are to be: starts the newest revision, then moves the traffic. */
final class Rollout {
  private final Plans plans;
  private final DataPlane plane;

  Rollout(Plans plans, DataPlane plane) {
    this.plans = plans;
    this.plane = plane;
  }

  void settle(ObjectNode tree, Instant now) {
    for (Pending pending : Operations.pending(tree, Run.HOST)) {
      if (!now.isBefore(pending.due())) {
        switch (pending.what()) {
          case "deleteService" -> deleted(tree, pending);
          case "deleteRevision" -> revisionDeleted(tree, pending);
          default -> roll(tree, pending, now);
        }
      }
    }
  }

  private static void deleted(ObjectNode tree, Pending pending) {
    Service gone = RunState.SERVICES.find(tree, pending.target()).orElseThrow();
    Services.remove(tree, pending.target());
    Operations.finish(tree, pending.name(), gone, gone);
  }

  private static void revisionDeleted(ObjectNode tree, Pending pending) {
    Revision gone = RunState.REVISIONS.find(tree, pending.target()).orElseThrow();
    RunState.REVISIONS.remove(tree, pending.target());
    Operations.finish(tree, pending.name(), gone, gone);
  }

  private void roll(ObjectNode tree, Pending pending, Instant now) {
    Optional<Service> found = RunState.SERVICES.find(tree, pending.target());
    if (found.isEmpty()) {
      Operations.fail(
          tree, pending.name(), Service.getDefaultInstance(), Canonical.ABORTED, "deleted");
      return;
    }
    Service service = found.get();
    Revision newest =
        RunState.REVISIONS.find(tree, service.getLatestCreatedRevision()).orElseThrow();
    if (!RunState.isReady(newest) && !RunState.hasFailed(newest)) {
      Standing standing = look(tree, newest);
      if (standing.state() == Standing.State.STARTING) {
        return;
      }
      newest = stood(newest, standing, now);
      RunState.REVISIONS.put(tree, newest.getName(), newest);
    }
    conclude(tree, pending, service, newest, now);
  }

  private Standing look(ObjectNode tree, Revision revision) {
    RevisionPlan plan;
    try {
      plan = plans.of(tree, revision);
    } catch (GoogleRefusal refusal) {
      return Standing.failed(refusal.getMessage());
    }
    return plane.look(plan);
  }

  private static Revision stood(Revision revision, Standing standing, Instant now) {
    boolean ready = standing.state() == Standing.State.READY;
    return revision.toBuilder()
        .setReconciling(false)
        .setObservedGeneration(revision.getGeneration())
        .clearConditions()
        .addConditions(
            ready
                ? Conditions.succeeded("Ready", now)
                : Conditions.failed("Ready", standing.message(), CommonReason.REVISION_FAILED, now))
        .build();
  }

  private void conclude(
      ObjectNode tree, Pending pending, Service service, Revision newest, Instant now) {
    boolean ready = RunState.isReady(newest);
    boolean made = pending.what().endsWith("+revision");
    Service.Builder next =
        service.toBuilder()
            .setReconciling(false)
            .setObservedGeneration(service.getGeneration())
            .clearConditions();
    String why =
        ready
            ? ""
            : String.format(
                RunError.NOT_READY.message(),
                ServiceName.of(newest.getName()).id(),
                newest.getConditions(0).getMessage());
    if (ready) {
      next.setLatestReadyRevision(newest.getName());
    }
    GoogleRefusal missing = null;
    boolean move = ready || !made;
    if (move) {
      try {
        next.clearTrafficStatuses().addAllTrafficStatuses(statuses(tree, next.build()));
      } catch (GoogleRefusal refusal) {
        next.clearTrafficStatuses().addAllTrafficStatuses(service.getTrafficStatusesList());
        missing = refusal;
      }
    }
    String failure = missing != null ? missing.getMessage() : why;
    next.setTerminalCondition(
        failure.isEmpty()
            ? Conditions.succeeded("Ready", now)
            : Conditions.failed("Ready", failure, CommonReason.REVISION_FAILED, now));
    boolean routed = missing == null && (ready || next.getTrafficStatusesCount() > 0);
    next.addConditions(
        routed
            ? Conditions.succeeded("RoutesReady", now)
            : Conditions.failed("RoutesReady", failure, CommonReason.UNKNOWN, now));
    next.addConditions(
        ready
            ? Conditions.succeeded("ConfigurationsReady", now)
            : Conditions.failed("ConfigurationsReady", why, CommonReason.REVISION_FAILED, now));
    Service settled = next.build();
    RunState.SERVICES.put(tree, settled.getName(), settled);
    if (missing != null) {
      Operations.fail(tree, pending.name(), settled, missing.canonical(), failure);
    } else if (!ready && made) {
      Operations.fail(tree, pending.name(), settled, RunError.NOT_READY.canonical(), failure);
    } else {
      Operations.finish(tree, pending.name(), settled, settled);
    }
  }

  private Iterable<TrafficTargetStatus> statuses(ObjectNode tree, Service service) {
    return service.getTrafficList().stream().map(target -> status(tree, service, target)).toList();
  }

  private TrafficTargetStatus status(ObjectNode tree, Service service, TrafficTarget target) {
    boolean latest =
        target.getType() == TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST;
    String name =
        latest
            ? service.getLatestReadyRevision()
            : service.getName() + "/revisions/" + ServiceName.of(revision(service, target)).id();
    boolean there = RunState.REVISIONS.find(tree, name).filter(RunState::isReady).isPresent();
    if (!there) {
      throw RunError.NO_REVISION.refusal(
          latest ? service.getLatestCreatedRevision() : target.getRevision());
    }
    TrafficTargetStatus.Builder status =
        TrafficTargetStatus.newBuilder()
            .setType(target.getType())
            .setRevision(ServiceName.of(name).id())
            .setPercent(target.getPercent())
            .setTag(target.getTag());
    if (!target.getTag().isEmpty()) {
      status.setUri(plane.url(service.getName(), Optional.of(target.getTag())));
    }
    return status.build();
  }

  // traffic names revisions by their last part; by their full name they are understood as well
  private static String revision(Service service, TrafficTarget target) {
    return target.getRevision().contains("/")
        ? target.getRevision()
        : service.getName() + "/revisions/" + target.getRevision();
  }
}
