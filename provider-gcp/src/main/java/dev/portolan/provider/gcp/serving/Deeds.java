package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.IngressTraffic;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.serving.Settling.Scope;
import dev.portolan.provider.gcp.wire.ChangedMeanwhile;
import dev.portolan.provider.gcp.wire.OperationFailed;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What the steps of one owner do to services. Each looks before it acts, and waits after. */
public final class Deeds {
  private static final FieldMask TRAFFIC =
      FieldMask.newBuilder()
          .addPaths("traffic")
          .addPaths("annotations")
          .addPaths("invoker_iam_disabled")
          .build();

  private static final FieldMask INGRESS = FieldMask.newBuilder().addPaths("ingress").build();
  private static final FieldMask CHECK =
      FieldMask.newBuilder().addPaths("invoker_iam_disabled").build();

  private static final String MANAGED_BY = "goog-managed-by";

  private final Owner owner;
  private final RunCalls calls;
  private final Settling settling;

  public Deeds(Owner owner, RunCalls calls, Settling settling) {
    this.owner = owner;
    this.calls = calls;
    this.settling = settling;
  }

  /**
   * Hands the name of a staged revision on to the steps after: the newest of the wanted shape.
   *
   * @throws ChangedMeanwhile if there is none
   */
  public void staged(Step.Run run, Wanted wanted) throws Exception {
    Service service = required(wanted.service());
    Seen seen = Seen.of(service, calls.glanceAtRevisions(wanted.service()));
    Revision made =
        seen.holding(wanted.shape())
            .orElseThrow(
                () -> new ChangedMeanwhile(wanted.service() + " was changed by somebody else"));
    run.put(revisionKey(wanted.service()), Seen.name(made));
    run.put(generationKey(wanted.service()), String.valueOf(service.getGeneration()));
  }

  /**
   * Makes a service what it shall be, if it is not; waits until it has settled.
   *
   * @param planned the generation that the plan saw; empty if there was nothing
   * @param mask what is changed, the template not among it; empty for all
   * @param change gives the same service if nothing is left to do
   */
  public void update(
      Step.Run run,
      String name,
      Optional<Long> planned,
      FieldMask mask,
      UnaryOperator<Service> change)
      throws Exception {
    Scope scope = mask.getPathsCount() == 0 ? Scope.ALL : Scope.TRAFFIC;
    Service live = required(name);
    Service wanted = change.apply(live);
    if (!wanted.equals(live)) {
      Optional<Long> expected = run.get(generationKey(name)).map(Long::valueOf).or(() -> planned);
      if (!expected.equals(Optional.of(live.getGeneration()))) {
        throw new ChangedMeanwhile(name + " was changed by somebody else");
      }
      Operation begun = calls.update(wanted, mask);
      settling.operation(run, name, begun, scope);
    }
    settled(run, name, scope);
  }

  /** Whether a service is, at this moment, what is wanted: a ready revision of its newest shape. */
  public boolean fits(Wanted wanted) throws Exception {
    Optional<Service> live = calls.glanceAtService(wanted.service());
    if (live.isEmpty()) {
      return false;
    }
    Seen seen = Seen.of(live.get(), calls.glanceAtRevisions(wanted.service()));
    return Shape.of(live.get().getTemplate()).equals(wanted.shape())
        && seen.holding(wanted.shape()).filter(Conditions::ready).isPresent()
        && Drift.of(wanted, live.get()).isEmpty();
  }

  /** Whether a service has users at this moment. */
  public boolean serves(String name) throws Exception {
    Optional<Service> live = calls.glanceAtService(name);
    return live.isPresent()
        && Seen.of(live.get(), calls.glanceAtRevisions(name)).live().isPresent();
  }

  /** Whether users would go to a new revision by themselves, and must be held first. */
  public static boolean mustPin(Seen seen) {
    return !Traffic.isPinned(seen.service());
  }

  /** Holds users at the revision that serves, whatever is made beside it. */
  public void pin(Step.Run run, String name, String serving, long planned) throws Exception {
    update(
        run,
        name,
        Optional.of(planned),
        TRAFFIC,
        live ->
            Traffic.isPinned(live)
                ? live
                : live.toBuilder().clearTraffic().addAllTraffic(Traffic.all(serving)).build());
  }

  /** Deletes a service that its function has left behind. */
  public void deleteOrphan(Step.Run run, String name) throws Exception {
    Optional<Service> live = calls.glanceAtService(name);
    if (live.isPresent() && !isFunctions(live.get())) {
      throw new ChangedMeanwhile("somebody has made a service " + name);
    }
    if (live.isPresent()) {
      delete(run, name);
    }
  }

  /** Whether Cloud Functions made a service. */
  public static boolean isFunctions(Service service) {
    return service.containsLabels(MANAGED_BY);
  }

  /** Where a service can be reached from; empty if there is none. */
  public Optional<IngressTraffic> reach(String name) throws Exception {
    return calls.glanceAtService(name).map(Reach::of);
  }

  /** Why an operation failed, where the service itself tells it better. */
  public Exception explained(String name, OperationFailed failure) throws Exception {
    return settling.explained(name, failure, Settling.Scope.ALL);
  }

  /** Makes a service that is not there yet; waits until it has settled. */
  public void create(Step.Run run, String name, Service service) throws Exception {
    Optional<Service> live = calls.service(name);
    if (live.isEmpty()) {
      Operation begun = calls.create(name, service);
      settling.operation(run, name, begun, Scope.ALL);
    } else {
      requireOurs(live.get());
    }
    settled(run, name, Scope.ALL);
  }

  private void settled(Step.Run run, String name, Scope scope) throws Exception {
    Service service = settling.settled(run, name, scope);
    run.put(generationKey(name), String.valueOf(service.getGeneration()));
  }

  /** Gives a revision our tag beside the one that serves. */
  void tag(Step.Run run, String name, String serving, String revision, long planned)
      throws Exception {
    update(
        run,
        name,
        Optional.of(planned),
        TRAFFIC,
        live ->
            Traffic.tags(live, revision)
                ? live
                : live.toBuilder()
                    .clearTraffic()
                    .addAllTraffic(Traffic.tagged(serving, revision))
                    .build());
  }

  /**
   * Sends all users to a revision and writes down that it serves.
   *
   * @param unchecked whether callers need no grant
   */
  void shift(Step.Run run, String name, String revision, boolean unchecked, Optional<Long> planned)
      throws Exception {
    List<String> there = revisions(name);
    users(
        run,
        name,
        revision,
        unchecked,
        planned,
        live -> Served.of(live).then(Traffic.serving(live), revision, there));
  }

  /** Sends all users back to a revision; what served before it is still what served before it. */
  void back(Step.Run run, String name, String revision, boolean unchecked, Optional<Long> planned)
      throws Exception {
    List<String> there = revisions(name);
    users(run, name, revision, unchecked, planned, live -> Served.of(live).back(revision, there));
  }

  private List<String> revisions(String name) throws Exception {
    return calls.glanceAtRevisions(name).stream().map(Seen::name).toList();
  }

  private void users(
      Step.Run run,
      String name,
      String revision,
      boolean unchecked,
      Optional<Long> planned,
      Function<Service, Served> served)
      throws Exception {
    update(
        run,
        name,
        planned,
        TRAFFIC,
        live ->
            live.toBuilder()
                .clearTraffic()
                .addAllTraffic(Traffic.all(revision))
                .putAnnotations(Served.ANNOTATION, served.apply(live).text())
                .setInvokerIamDisabled(unchecked)
                .build());
  }

  /** Says where a service can be reached from. */
  void reach(Step.Run run, String name, IngressTraffic ingress, Optional<Long> planned)
      throws Exception {
    update(run, name, planned, INGRESS, live -> live.toBuilder().setIngress(ingress).build());
  }

  /** Lets nobody call a service any longer who was not granted it. */
  void check(Step.Run run, String name, Optional<Long> planned) throws Exception {
    update(
        run, name, planned, CHECK, live -> live.toBuilder().setInvokerIamDisabled(false).build());
  }

  /** Deletes a revision that nobody asks for; looks again whether that is so. */
  void deleteRevision(Step.Run run, String name, String revision) throws Exception {
    Service live = required(name);
    if (Traffic.names(live, revision)
        || Place.last(live.getLatestCreatedRevision()).equals(revision)) {
      throw new ChangedMeanwhile("somebody else has given users to revision " + revision);
    }
    Optional<Operation> begun = calls.deleteRevision(name, revision);
    if (begun.isPresent()) {
      settling.operation(run, revision, begun.get());
    }
  }

  /** Deletes a service and waits until it is gone. */
  public void delete(Step.Run run, String name) throws Exception {
    Optional<Service> live = calls.service(name);
    if (live.isPresent()) {
      requireOurs(live.get());
      if (!live.get().hasDeleteTime()) {
        Optional<Operation> begun = calls.delete(live.get());
        if (begun.isPresent()) {
          settling.operation(run, name, begun.get());
        }
      }
    }
    settling.gone(run, name);
  }

  private Service required(String name) throws Exception {
    Service live =
        calls
            .service(name)
            .orElseThrow(() -> new ChangedMeanwhile("service " + name + " was deleted"));
    requireOurs(live);
    return live;
  }

  private void requireOurs(Service service) {
    if (!Ownership.owns(owner, service.getLabelsMap())) {
      throw Ownership.refusal(owner, List.of("service " + Place.last(service.getName())));
    }
  }

  /** Where the name of a staged revision is handed on. */
  static String revisionKey(String service) {
    return service + "/revision";
  }

  private static String generationKey(String service) {
    return service + "/generation";
  }
}
