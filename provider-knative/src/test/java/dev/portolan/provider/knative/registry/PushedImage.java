package dev.portolan.provider.knative.registry;

import dev.portolan.deploy.model.Artifact;
import dev.portolan.provider.knative.Calls;
import dev.portolan.provider.knative.wire.Tally;
import java.util.List;
import java.util.Optional;

/** An artifact's image in a registry on loopback, put there as a deployment puts it. */
public record PushedImage(String reference, String tag) {
  public static PushedImage of(String host, String path, Artifact artifact) throws Exception {
    Repository repository = new Repository(host, path);
    ImagePlanner images =
        new ImagePlanner(
            Registry.client(), new Tally(Calls.once()), repository, repository, Optional.empty());
    ImageChoice choice = images.choose(artifact, List.of());
    new ImagePush(images).run(new Calls.Values(), choice.push().orElseThrow(), choice.tag());
    return new PushedImage(choice.reference(), choice.tag());
  }
}
