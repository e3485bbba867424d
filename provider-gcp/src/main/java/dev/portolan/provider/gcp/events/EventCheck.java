package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.CloudRun;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.scheduler.v1.Job;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.identity.Address;
import dev.portolan.provider.gcp.identity.Mark;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds what functions shall have against whose the things of those names are. */
public record EventCheck(Owner owner, EventSurvey survey) {

  /** Tells of strangers, and of what the location does not have. */
  public void check(Collection<Subscription> wanted, Obstacles obstacles) {
    for (Subscription each : wanted) {
      if (each instanceof EventTrigger trigger) {
        offered("Eventarc", trigger.location(), "eventarc", each, obstacles);
        taken(trigger, obstacles);
      } else if (each instanceof ScheduledJob scheduled) {
        offered("Cloud Scheduler", survey.place().region(), "scheduler", each, obstacles);
        account(scheduled, obstacles);
        survey
            .job(scheduled)
            .filter(live -> !survey.owns(live))
            .ifPresent(live -> stranger(live, each.function(), obstacles));
      }
    }
  }

  /** A trigger of this name that is not ours; a queue's may not be in another place, either. */
  private void taken(EventTrigger wanted, Obstacles obstacles) {
    Optional<Trigger> stranger = survey.trigger(wanted).filter(live -> !survey.owns(live));
    if (!wanted.ofQueue()) {
      stranger.ifPresent(live -> stranger(live, wanted.function(), obstacles));
      return;
    }
    Stream.concat(stranger.stream(), survey.elsewhere(wanted).stream())
        .forEach(live -> taker(wanted, live, obstacles));
  }

  private void taker(EventTrigger wanted, Trigger live, Obstacles obstacles) {
    CloudRun run = live.getDestination().getCloudRun();
    obstacles.problem(
        Kind.NOT_OWNED,
        wanted.function() + ": " + wanted.source(),
        "trigger "
            + wanted.id()
            + " in "
            + EventTrigger.location(live)
            + " already brings its messages to "
            + (run.getService().isEmpty()
                ? "another's function"
                : Place.last(run.getService()) + " in " + run.getRegion())
            + ", and at Google a queue has one taker",
        "take from another queue, let both take from it as a topic, with @Topic, or have that"
            + " function, or its trigger, deleted first");
  }

  /** "The service account must be within the same project as the job." */
  private void account(ScheduledJob wanted, Obstacles obstacles) {
    String email = wanted.job().getHttpTarget().getOidcToken().getServiceAccountEmail();
    if (Address.project(email)
        .filter(project -> !project.equals(survey.place().project()))
        .isPresent()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          wanted.function() + ": " + wanted.told(),
          "Cloud Scheduler calls as accounts of project "
              + survey.place().project()
              + ", not as "
              + email,
          "name an account of this project as portolan.gcp.serviceAccount, or none");
    }
  }

  private void offered(
      String product, String location, String command, Subscription wanted, Obstacles obstacles) {
    if (survey.lacks(product, location)) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          wanted.function() + ": " + wanted.told(),
          product + " is not in " + location,
          "deploy to a region of those that 'gcloud " + command + " locations list' tells");
    }
  }

  void stranger(Trigger live, String function, Obstacles obstacles) {
    String id = Place.last(live.getName());
    obstacles.stranger(
        Ownership.stranger(
            "trigger "
                + id
                + (live.containsLabels(Ownership.OWNER)
                    ? " has another's label " + Ownership.OWNER
                    : " has no label " + Ownership.OWNER),
            "gcloud eventarc triggers update %s --location %s --update-labels %s=%s,%s=%s"
                .formatted(
                    id,
                    EventTrigger.location(live),
                    Ownership.OWNER,
                    Ownership.digest(owner),
                    Ownership.FUNCTION,
                    function)));
  }

  void stranger(Job live, String function, Obstacles obstacles) {
    String id = Place.last(live.getName());
    obstacles.stranger(
        Ownership.stranger(
            "job "
                + id
                + Mark.parse(live.getDescription())
                    .map(mark -> " belongs to " + mark.owner())
                    .orElse(" does not say that we made it"),
            "gcloud scheduler jobs update http %s --location %s --description '%s'"
                .formatted(
                    id, survey.place().region(), Mark.of(owner, function, survey.place()).text())));
  }
}
