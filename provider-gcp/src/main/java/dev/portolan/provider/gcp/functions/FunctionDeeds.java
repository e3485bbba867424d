package dev.portolan.provider.gcp.functions;

import com.google.cloud.functions.v2.Environment;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.StorageSource;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.serving.Deeds;
import dev.portolan.provider.gcp.serving.Wanted;
import dev.portolan.provider.gcp.wire.ChangedMeanwhile;
import dev.portolan.provider.gcp.wire.OperationFailed;
import java.util.List;
import java.util.Optional;

/**
 * What the steps of one owner do to functions. The API has no etag and no request id, so each looks
 * before it acts, at every try: what an earlier try has begun is waited for, not begun again.
 */
final class FunctionDeeds {
  private final Owner owner;
  private final FunctionCalls calls;
  private final FunctionWaits waits;
  private final Deeds services;
  private final String runtime;

  FunctionDeeds(
      Owner owner, FunctionCalls calls, FunctionWaits waits, Deeds services, String runtime) {
    this.owner = owner;
    this.calls = calls;
    this.waits = waits;
    this.services = services;
    this.runtime = runtime;
  }

  Function lowered(Wanted wanted) {
    return Lowering.of(wanted, runtime, calls.place());
  }

  /**
   * Makes a function what it shall be, and hands on the revision that came of it.
   *
   * @param planned what the plan saw
   * @param serves whether a revision of it had users then, who stay with it
   */
  void deploy(
      Step.Run run, Wanted wanted, Optional<Function> planned, boolean serves, Upload upload)
      throws Exception {
    String id = wanted.service();
    Optional<Function> live = waits.settled(run, id);
    live.ifPresent(this::requireOurs);
    Function shall = lowered(wanted);
    if (run.attempt() == 1) {
      requireAsPlanned(id, planned, live);
    } else if (live.isPresent()) {
      requireKnown(id, planned, live.get(), shall);
    }
    boolean keeps = serves || live.isPresent() && services.serves(id);
    if (live.isPresent() && stillborn(live.get(), keeps)) {
      delete(run, id);
      live = Optional.empty();
    }
    if (live.isPresent()) {
      shall = Lowering.reachedFrom(shall, services.reach(id));
    }
    try {
      if (live.isEmpty()) {
        create(run, wanted, shall, upload.source(run));
      } else {
        update(run, wanted, live.get(), shall, keeps, upload);
      }
    } catch (OperationFailed failure) {
      throw services.explained(id, failure);
    }
    services.staged(run, wanted);
  }

  private void create(Step.Run run, Wanted wanted, Function shall, StorageSource source)
      throws Exception {
    services.deleteOrphan(run, wanted.service());
    Function.Builder function = shall.toBuilder();
    function.getBuildConfigBuilder().getSourceBuilder().setStorageSource(source);
    function.getServiceConfigBuilder().setAllTrafficOnLatestRevision(true);
    waits.operation(run, wanted.service(), calls.create(wanted.service(), function.build()));
  }

  private void update(
      Step.Run run, Wanted wanted, Function live, Function shall, boolean serves, Upload upload)
      throws Exception {
    boolean active = live.getState() == Function.State.ACTIVE;
    boolean fits = services.fits(wanted);
    if (active && fits && Mask.of(live, shall).isEmpty()) {
      return;
    }
    List<String> paths = Mask.update(live, shall, !active, fits);
    Function.Builder function = shall.toBuilder();
    function.clearLabels().putAllLabels(live.getLabelsMap()).putAllLabels(shall.getLabelsMap());
    function.getServiceConfigBuilder().setAllTrafficOnLatestRevision(!serves);
    if (paths.contains(Mask.SOURCE)) {
      function.getBuildConfigBuilder().getSourceBuilder().setStorageSource(upload.source(run));
    }
    FieldMask mask = FieldMask.newBuilder().addAllPaths(paths).build();
    waits.operation(run, wanted.service(), calls.update(function.build(), mask));
  }

  /** Deletes a function and then, since it goes with it, waits until its service is gone. */
  void remove(Step.Run run, String id) throws Exception {
    Optional<Function> live = waits.settled(run, id);
    if (live.isPresent()) {
      requireOurs(live.get());
      delete(run, id);
    }
    services.delete(run, id);
  }

  private void delete(Step.Run run, String id) throws Exception {
    Optional<Operation> begun = calls.delete(id);
    if (begun.isPresent()) {
      waits.operation(run, id, begun.get());
    }
  }

  /**
   * Whether a function never came to serve: it cannot be updated, only made again.
   *
   * @see <a
   *     href="https://github.com/firebase/firebase-tools/blob/main/src/deploy/functions/release/fabricator.ts">
   *     "delete the broken function before re-creating"</a>
   */
  private static boolean stillborn(Function live, boolean serves) {
    return live.getState() == Function.State.FAILED && !serves;
  }

  private void requireOurs(Function function) {
    if (!Ownership.owns(owner, function.getLabelsMap())
        || function.getEnvironment() == Environment.GEN_1) {
      throw Ownership.refusal(owner, List.of("function " + FunctionsStaging.id(function)));
    }
  }

  /** What an earlier try has met or left behind, and not what somebody has made meanwhile. */
  private static void requireKnown(
      String id, Optional<Function> planned, Function live, Function shall)
      throws ChangedMeanwhile {
    boolean begun = Mask.identity(live, shall).isEmpty();
    if (!begun && planned.filter(each -> Mask.identity(live, each).isEmpty()).isEmpty()) {
      throw new ChangedMeanwhile("function " + id + " was changed by somebody else");
    }
  }

  /** What was at work when the plan was made has changed it since, and may have. */
  private static void requireAsPlanned(
      String id, Optional<Function> planned, Optional<Function> live) throws ChangedMeanwhile {
    boolean awaited = planned.filter(each -> FunctionWaits.busy(each.getState())).isPresent();
    if (!awaited
        && !planned.map(Function::getUpdateTime).equals(live.map(Function::getUpdateTime))) {
      throw new ChangedMeanwhile("function " + id + " was changed by somebody else");
    }
  }
}
