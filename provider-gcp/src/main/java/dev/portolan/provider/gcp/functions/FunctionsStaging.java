package dev.portolan.provider.gcp.functions;

import com.google.cloud.functions.v2.Environment;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.StateMessage;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.serving.Deeds;
import dev.portolan.provider.gcp.serving.Seen;
import dev.portolan.provider.gcp.serving.Staging;
import dev.portolan.provider.gcp.serving.Survey;
import dev.portolan.provider.gcp.serving.Wanted;
import dev.portolan.provider.gcp.wire.Waits;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Cloud Functions: Google builds the image of an archive, and makes the revision. */
public final class FunctionsStaging implements Staging {
  private static final String RUNTIME = "PORTOLAN_RUNTIME";

  private final FunctionCalls calls;
  private final FunctionDeeds deeds;
  private final Deeds services;
  private final HttpClient http;
  private final Tally tally;
  private final String runtime;
  private final SortedMap<String, Function> ours = new TreeMap<>();
  private final SortedMap<String, String> leftovers = new TreeMap<>();
  private final Set<String> orphans = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private Upload upload;

  /**
   * For one plan of one owner.
   *
   * @param http for the upload
   * @param release of Java
   */
  public FunctionsStaging(
      Owner owner,
      FunctionCalls calls,
      Waits waits,
      Deeds services,
      HttpClient http,
      Tally tally,
      int release) {
    this.calls = calls;
    this.services = services;
    this.http = http;
    this.tally = tally;
    this.runtime = "java" + release;
    this.deeds =
        new FunctionDeeds(owner, calls, new FunctionWaits(waits, calls), services, runtime);
  }

  /** The last part of a function's name. */
  static String id(Function function) {
    return Place.last(function.getName());
  }

  /** What an owner has on Cloud Functions, with a service or without: its names. */
  public static Set<String> names(Owner owner, FunctionCalls calls) throws Exception {
    Set<String> names = new TreeSet<>();
    for (Function function : calls.functionsIfAllowed()) {
      if (Ownership.owns(owner, function.getLabelsMap())) {
        names.add(id(function));
      }
    }
    return names;
  }

  @Override
  public Map<String, String> marks(FunctionSpec spec) {
    return Map.of(RUNTIME, runtime);
  }

  @Override
  public Survey observe(Owner owner, List<Wanted> all, Survey survey) throws Exception {
    List<String> strangers = new ArrayList<>();
    for (Function function : calls.functions()) {
      String id = id(function);
      boolean first = function.getEnvironment() == Environment.GEN_1;
      if (Ownership.owns(owner, function.getLabelsMap()) && !first) {
        ours.put(id, function);
        if (!survey.seen().containsKey(id)) {
          leftovers.put(Ownership.function(function.getLabelsMap()), id);
        }
      } else if (all.stream().anyMatch(wanted -> wanted.service().equals(id))) {
        strangers.add("function " + id + (first ? ", which is of the first generation" : ""));
      }
    }
    if (!strangers.isEmpty()) {
      throw Ownership.refusal(owner, strangers);
    }
    for (Wanted wanted : all) {
      if (!ours.containsKey(wanted.service())
          && survey.of(wanted).filter(seen -> !Deeds.isFunctions(seen.service())).isPresent()) {
        throw DeployException.of(
            DeployException.Kind.UNSUPPORTED,
            wanted.service()
                + " was deployed to Cloud Run, and Cloud Functions cannot take it over",
            "destroy it with portolan.gcp.target=run first, or keep that target");
      }
      if (!ours.containsKey(wanted.service()) && survey.of(wanted).isPresent()) {
        orphans.add(wanted.service());
        notes.add(
            wanted.name()
                + ": its function is gone and has left its service behind; that is deleted, and"
                + " until the function is made again nothing answers");
      }
    }
    return survey.without(orphans);
  }

  @Override
  public SortedMap<String, String> leftovers() {
    return leftovers;
  }

  @Override
  public Optional<String> reason(Wanted wanted, Optional<Seen> seen) {
    Function live = ours.get(wanted.service());
    if (live == null) {
      return orphans.contains(wanted.service())
          ? Optional.of("its function is gone, and its service is replaced")
          : Optional.empty();
    }
    return switch (live.getState()) {
      case ACTIVE ->
          Optional.of(Mask.identity(live, recorded(wanted, seen)))
              .filter(paths -> !paths.isEmpty())
              .map(paths -> "drift: " + String.join(", ", paths) + " of the function");
      case DEPLOYING -> Optional.of("a deployment of it has not ended");
      case DELETING -> Optional.of("it is being deleted");
      default -> Optional.of("its last deployment failed" + told(live));
    };
  }

  /**
   * What the function's record shall say. Which code it was last built of counts only where no
   * revision of the wanted shape is there: after a rollback the record is ahead of what serves.
   */
  private Function recorded(Wanted wanted, Optional<Seen> seen) {
    Function shall = deeds.lowered(wanted);
    return seen.flatMap(each -> each.holding(wanted.shape())).isPresent()
        ? shall.toBuilder().removeLabels(Lowering.SOURCE).build()
        : shall;
  }

  private static String told(Function function) {
    String messages =
        function.getStateMessagesList().stream()
            .map(StateMessage::getMessage)
            .filter(message -> !message.isBlank())
            .collect(Collectors.joining("; "));
    return messages.isEmpty() ? "" : ": " + messages;
  }

  /** The API has no way to ask. */
  @Override
  public void rehearse(Wanted wanted, Optional<Seen> seen) {}

  @Override
  public void share(StepList list, Application application, Artifact artifact, List<Wanted> staged)
      throws Exception {
    upload = new Upload(calls, http, tally, artifact);
    List<Wanted> built = staged.stream().filter(this::builds).toList();
    boolean fresh =
        built.stream()
            .map(wanted -> ours.get(wanted.service()))
            .anyMatch(live -> live == null || !live.getBuildConfig().getRuntime().equals(runtime));
    if (fresh) {
      new Runtimes(calls.runtimes()).check(runtime).ifPresent(notes::add);
    }
    if (!built.isEmpty()) {
      list.lane(Optional.empty(), "source")
          .add(
              Phase.STAGE,
              Change.PUBLISH,
              "source",
              "source " + artifact.sha256().substring(0, 12),
              "Google builds the image of "
                  + built.stream().map(Wanted::name).collect(Collectors.joining(", "))
                  + " from it",
              List.of(),
              upload::run);
    }
  }

  private boolean builds(Wanted wanted) {
    Function live = ours.get(wanted.service());
    return live == null
        || live.getState() != Function.State.ACTIVE
        || Mask.builds(live, deeds.lowered(wanted));
  }

  @Override
  public void stage(
      StepList.Lane lane,
      Wanted wanted,
      Optional<Seen> seen,
      String why,
      boolean open,
      List<String> after) {
    Optional<Function> planned = Optional.ofNullable(ours.get(wanted.service()));
    Optional<String> live = seen.flatMap(Seen::live);
    Upload source = upload;
    List<String> before = new ArrayList<>(after);
    if (live.isPresent() && Deeds.mustPin(seen.get())) {
      lane.add(
          Phase.STAGE,
          Change.UPDATE,
          "pin",
          "traffic of " + wanted.service(),
          "a new revision must not take users by itself",
          after,
          run -> services.pin(run, wanted.service(), live.get(), seen.get().generation()));
      before.add(lane.id("pin"));
    }
    lane.add(
        Phase.STAGE,
        planned.isEmpty() ? Change.CREATE : Change.UPDATE,
        STEP,
        "function " + wanted.service(),
        why,
        before,
        run -> deeds.deploy(run, wanted, planned, live.isPresent(), source));
  }

  @Override
  public boolean tags() {
    return false;
  }

  @Override
  public void remove(StepList.Lane lane, String service, String why, List<String> after) {
    String what = ours.containsKey(service) ? "function " : "service ";
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        STEP,
        what + service,
        why,
        after,
        run -> deeds.remove(run, service));
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }
}
