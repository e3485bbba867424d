package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.model.Deployed;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Revision;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tells what serves, and what a rollback can go back to. */
public final class Deployments {
  private static final int DIGITS = 12;

  private Deployments() {}

  public static List<Deployed> of(Survey survey) {
    return survey.seen().values().stream()
        .map(Deployments::of)
        .sorted(Comparator.comparing(Deployed::function))
        .toList();
  }

  public static Deployed of(Seen seen) {
    Optional<String> serving = seen.serving();
    Optional<URI> url =
        Optional.ofNullable(seen.service().getStatus())
            .map(status -> status.getUrl())
            .filter(address -> seen.answersHttp())
            .map(URI::create);
    return new Deployed(
        seen.function(),
        seen.name(),
        url,
        serving,
        serving.flatMap(seen::revision).flatMap(Deployments::artifact),
        seen.restorable().stream().map(each -> kept(each, serving)).toList());
  }

  private static Deployed.Kept kept(Revision revision, Optional<String> serving) {
    String name = revision.getMetadata().getName();
    String code =
        artifact(revision)
            .map(digest -> ", code " + digest.substring(0, Math.min(DIGITS, digest.length())))
            .orElse("");
    return new Deployed.Kept(
        name,
        "made " + revision.getMetadata().getCreationTimestamp() + code,
        serving.equals(Optional.of(name)));
  }

  private static Optional<String> artifact(Revision revision) {
    return Ownership.annotation(revision, Ownership.ARTIFACT);
  }
}
