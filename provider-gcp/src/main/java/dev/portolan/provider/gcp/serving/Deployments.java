package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Revision;
import com.google.protobuf.util.Timestamps;
import dev.portolan.deploy.model.Deployed;
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
        Optional.of(seen.service().getUri())
            .filter(uri -> !uri.isEmpty() && seen.face().http())
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
    String name = Seen.name(revision);
    String code =
        artifact(revision)
            .map(digest -> ", code " + digest.substring(0, Math.min(DIGITS, digest.length())))
            .orElse("");
    return new Deployed.Kept(
        name,
        "made " + Timestamps.toString(revision.getCreateTime()) + code,
        serving.equals(Optional.of(name)));
  }

  private static Optional<String> artifact(Revision revision) {
    return Optional.of(Shape.of(revision).artifact()).filter(digest -> !digest.isEmpty());
  }
}
