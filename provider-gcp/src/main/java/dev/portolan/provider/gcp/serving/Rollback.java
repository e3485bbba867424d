package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Revision;
import com.google.iam.v1.Policy;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import java.util.List;
import java.util.Optional;

/**
 * Gives all users to a kept revision, in one call, and lets those reach it whom its code asked for.
 * What brings a function its events stays as it is.
 */
public final class Rollback {
  private final Deeds deeds;
  private final InvokerSteps invokers;
  private final boolean checked;

  public Rollback(Deeds deeds, InvokerSteps invokers, boolean checked) {
    this.deeds = deeds;
    this.invokers = invokers;
    this.checked = checked;
  }

  /**
   * The revision to go back to.
   *
   * @param version empty for the one that served before the one that serves
   */
  public static Revision target(Seen seen, Optional<String> version) {
    List<Revision> usable = seen.restorable();
    String kept = String.join(", ", usable.stream().map(Seen::name).toList());
    if (version.isPresent()) {
      return usable.stream()
          .filter(each -> Seen.name(each).equals(version.get()))
          .findFirst()
          .orElseThrow(
              () ->
                  DeployException.of(
                      Kind.NOT_FOUND,
                      seen.function() + " has no kept revision " + version.get(),
                      "it has " + kept));
    }
    return usable.stream()
        .dropWhile(each -> !seen.serving().equals(Optional.of(Seen.name(each))))
        .skip(1)
        .findFirst()
        .orElseThrow(
            () ->
                DeployException.of(
                    Kind.NOT_FOUND,
                    seen.function() + " has no revision that served before the one that serves now",
                    "it has " + kept));
  }

  public void add(StepList list, Seen seen, Revision target, Policy policy) {
    String name = Seen.name(target);
    Face face = Face.of(Shape.of(target).environment());
    StepList.Lane lane = list.lane(Optional.of(seen.function()), "service:" + seen.name());
    Access access =
        new Access(
            Optional.of(seen.service()),
            Optional.of(policy),
            face,
            InvokerPolicy.opening(face.open() && checked),
            checked);
    Optional<Long> planned = Optional.of(seen.generation());
    invokers.before(lane, seen.name(), access, planned, List.of());
    if (!Traffic.settled(seen.service(), name)) {
      lane.add(
          Phase.SHIFT,
          Change.SHIFT,
          "traffic",
          "traffic of " + seen.name() + " to " + name,
          seen.serving().map(serving -> serving + " serves now").orElse("nothing serves now"),
          List.of(
              lane.id(InvokerSteps.CLOSE),
              lane.id(InvokerSteps.NARROW),
              lane.id(InvokerSteps.OPEN)),
          run -> deeds.back(run, seen.name(), name, access.unchecked(), planned));
    }
    invokers.after(lane, seen.name(), access, planned);
  }
}
