package dev.portolan.provider.gcp.events;

import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.identity.PolicyCalls;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Google's own account that publishes what happens in a project's buckets: it "requires the Pub/Sub
 * Publisher (roles/pubsub.publisher) IAM role in the specified project", and nobody has given it
 * that in a new project. A grant in the project's policy to an account that is not ours is not for
 * a function's deployment to make, so it is told, before anything else is made.
 *
 * @see <a href="https://cloud.google.com/eventarc/docs/run/quickstart-storage#before-you-begin">the
 *     role</a>
 */
public record StorageAgent(SourceCalls calls, PolicyCalls policies) {
  /** Those of Google's that hold {@code pubsub.topics.publish}. */
  private static final Set<String> PUBLISHERS =
      Set.of(
          "roles/pubsub.publisher",
          "roles/pubsub.editor",
          "roles/pubsub.admin",
          "roles/editor",
          "roles/owner");

  /**
   * Looks at what it may do, where a trigger for objects is to be made.
   *
   * @return what a person should know
   */
  public Optional<String> check(
      Collection<Subscription> wanted, EventSurvey survey, Obstacles obstacles) throws Exception {
    boolean needed =
        wanted.stream()
            .filter(EventTrigger.class::isInstance)
            .map(EventTrigger.class::cast)
            .filter(each -> !SourceSteps.before(each).isEmpty() && each.topicName().isEmpty())
            .anyMatch(each -> survey.trigger(each).isEmpty());
    if (!needed) {
      return Optional.empty();
    }
    try {
      Optional<String> agent = calls.storageAgent();
      if (agent.isPresent()) {
        check(agent.get(), policies.rolesInProject(agent.get()), obstacles);
      }
      return Optional.empty();
    } catch (Exception e) {
      if (GoogleError.of(e).filter(Found::unseen).isEmpty()) {
        throw e;
      }
      return Optional.of(
          "not looked at, since you may not: whether Cloud Storage may publish to Pub/Sub");
    }
  }

  private void check(String agent, SortedSet<String> roles, Obstacles obstacles) {
    boolean custom = roles.stream().anyMatch(role -> !role.startsWith("roles/"));
    if (custom || roles.stream().anyMatch(PUBLISHERS::contains)) {
      return;
    }
    Place place = calls.place();
    obstacles.problem(
        Kind.PERMISSION_DENIED,
        "project " + place.project(),
        "Cloud Storage's own account may not publish what happens in its buckets",
        "run 'gcloud projects add-iam-policy-binding %s --member serviceAccount:%s --role"
                .formatted(place.project(), agent)
            + " roles/pubsub.publisher'");
  }
}
