package dev.portolan.images.registry;

import dev.portolan.deploy.model.Artifact;
import dev.portolan.images.Calls;
import java.util.List;
import java.util.Map;

/** An artifact's image in a registry on loopback, put there as a deployment puts it. */
public record PushedImage(String reference, String tag) {
  public static PushedImage of(String host, String path, Artifact artifact) throws Exception {
    ImagePlanner images = Images.planner(host, path, Map.of("startupCache", "none"));
    ImageChoice choice = images.choose(artifact, List.of());
    new ImagePush(images).run(new Calls.Values(), choice.push().orElseThrow(), choice.tag());
    return new PushedImage(choice.reference(), choice.tag());
  }
}
