package dev.portolan.provider.gcp.run;

import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.protobuf.FieldMask;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.images.registry.ImageChoice;
import dev.portolan.provider.gcp.serving.Deeds;
import dev.portolan.provider.gcp.serving.RunCalls;
import dev.portolan.provider.gcp.serving.Seen;
import dev.portolan.provider.gcp.serving.Shape;
import dev.portolan.provider.gcp.serving.Staging;
import dev.portolan.provider.gcp.serving.Survey;
import dev.portolan.provider.gcp.serving.Traffic;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A revision of ours comes with one update of its service: template, traffic and tag. */
public final class RunStaging implements Staging {
  private final Deeds deeds;
  private final RunCalls calls;
  private final ImageSteps images;
  private final Functions functions;
  private final List<String> notes = new ArrayList<>();
  private Survey survey = Survey.none();
  private Optional<ImageChoice> choice = Optional.empty();

  /**
   * For one plan.
   *
   * @param functions what the same owner has on Cloud Functions
   */
  public RunStaging(Deeds deeds, RunCalls calls, ImageSteps images, Functions functions) {
    this.deeds = deeds;
    this.calls = calls;
    this.images = images;
    this.functions = functions;
  }

  /** Knows what an owner has on Cloud Functions, also without a service: names of services. */
  @FunctionalInterface
  public interface Functions {
    Set<String> of(Owner owner) throws Exception;
  }

  @Override
  public Map<String, String> marks(FunctionSpec spec) {
    return Map.of();
  }

  @Override
  public Survey observe(Owner owner, List<Wanted> all, Survey there) throws Exception {
    survey = there;
    Set<String> held = new TreeSet<>();
    there.seen().values().stream()
        .filter(each -> Deeds.isFunctions(each.service()))
        .forEach(each -> held.add(each.name()));
    if (!all.isEmpty()) {
      Set<String> names = functions.of(owner);
      all.stream().map(Wanted::service).filter(names::contains).forEach(held::add);
    }
    if (!held.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.UNSUPPORTED,
          String.join(", ", held) + " was deployed to Cloud Functions, which holds it",
          "destroy it with portolan.gcp.target=functions first");
    }
    return there;
  }

  @Override
  public SortedMap<String, String> leftovers() {
    return new TreeMap<>();
  }

  @Override
  public Optional<String> reason(Wanted wanted, Optional<Seen> seen) {
    return Optional.empty();
  }

  @Override
  public void share(StepList list, Application application, Artifact artifact, List<Wanted> staged)
      throws Exception {
    if (staged.stream().allMatch(wanted -> made(wanted, survey.of(wanted)).isPresent())) {
      return;
    }
    ImageChoice chosen = images.images().choose(artifact, application.functions());
    choice = Optional.of(chosen);
    notes.add(chosen.note());
    images.add(list, chosen);
  }

  /**
   * Not for a service that is not there yet, nor for one that needs another secret: who it runs as
   * and what that account may read is checked on the way, and comes with steps of this very plan.
   */
  @Override
  public void rehearse(Wanted wanted, Optional<Seen> seen) throws Exception {
    if (seen.isEmpty()) {
      return;
    }
    Service live = seen.get().service();
    Shape before = Shape.of(live.getTemplate());
    if (before.serviceAccount().equals(wanted.account())
        && before.secrets().values().containsAll(wanted.shape().secrets().values())) {
      calls.rehearse(manifest(wanted, seen).over(live, traffic(wanted, seen, true)));
    }
  }

  @Override
  public void stage(
      StepList.Lane lane,
      Wanted wanted,
      Optional<Seen> seen,
      String why,
      boolean open,
      List<String> after) {
    Manifest manifest = manifest(wanted, seen);
    List<TrafficTarget> traffic = traffic(wanted, seen, open);
    Step.Action action =
        seen.isPresent()
            ? run -> {
              deeds.update(
                  run,
                  wanted.service(),
                  seen.map(Seen::generation),
                  FieldMask.getDefaultInstance(),
                  live -> manifest.isHeldBy(live) ? live : manifest.over(live, traffic));
              deeds.staged(run, wanted);
            }
            : run -> {
              deeds.create(run, wanted.service(), manifest.service(traffic));
              deeds.staged(run, wanted);
            };
    lane.add(
        Phase.STAGE,
        seen.isPresent() ? Change.UPDATE : Change.CREATE,
        STEP,
        "service " + wanted.service(),
        why,
        after,
        action);
  }

  @Override
  public boolean tags() {
    return true;
  }

  @Override
  public void remove(StepList.Lane lane, String service, String why, List<String> after) {
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        STEP,
        "service " + service,
        why,
        after,
        run -> deeds.delete(run, service));
  }

  @Override
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private Manifest manifest(Wanted wanted, Optional<Seen> seen) {
    String failed = seen.flatMap(each -> each.failed(wanted.shape())).map(Seen::name).orElse("");
    return new Manifest(wanted, image(wanted, seen), failed);
  }

  /** What the revision runs that is there and has the shape; else what was chosen. */
  private String image(Wanted wanted, Optional<Seen> seen) {
    return made(wanted, seen)
        .map(each -> each.getContainers(0).getImage())
        .orElseGet(() -> choice.map(ImageChoice::reference).orElseThrow());
  }

  private static Optional<Revision> made(Wanted wanted, Optional<Seen> seen) {
    return seen.flatMap(each -> each.holding(wanted.shape()));
  }

  private static List<TrafficTarget> traffic(Wanted wanted, Optional<Seen> seen, boolean open) {
    Optional<String> live = seen.flatMap(Seen::live);
    Optional<String> made = made(wanted, seen).map(Seen::name);
    if (live.isEmpty()) {
      return Traffic.first();
    }
    if (live.equals(made)) {
      return seen.get().service().getTrafficList();
    }
    return open ? Traffic.beside(live.get()) : Traffic.all(live.get());
  }
}
