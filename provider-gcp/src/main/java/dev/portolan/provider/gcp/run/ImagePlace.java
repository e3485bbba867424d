package dev.portolan.provider.gcp.run;

import dev.portolan.deploy.model.Owner;
import dev.portolan.images.registry.Repository;
import dev.portolan.provider.gcp.config.Names;
import dev.portolan.provider.gcp.config.Place;
import java.util.Optional;

/**
 * A repository of Artifact Registry, as images name it and as its API does.
 *
 * @param registry host, project and repository: {@code europe-west1-docker.pkg.dev/acme/portolan}
 * @see <a href="https://cloud.google.com/artifact-registry/docs/docker/names">names</a>
 */
public record ImagePlace(String registry, Place place) {
  private static final String HOST = "-docker.pkg.dev";
  private static final String OURS = "portolan";

  /** The one that is set, or one of ours. */
  public static ImagePlace of(Optional<String> set, Place place) {
    String path = place.project().replace(':', '/');
    return new ImagePlace(
        set.orElseGet(() -> place.region() + HOST + "/" + path + "/" + OURS), place);
  }

  /** Where a project's image goes. */
  public Repository repository(Owner owner) {
    return Repository.of(registry + "/" + Names.image(owner));
  }

  /** The API's full name of what the repository is below. */
  String parent() {
    String host = registry.substring(0, registry.indexOf('/'));
    String location =
        host.endsWith(HOST) ? host.substring(0, host.length() - HOST.length()) : place.region();
    return new Place(project(), location).parent();
  }

  String fullName() {
    return parent() + "/repositories/" + name();
  }

  String name() {
    String path = rest();
    String after = path.substring(project().length() + 1);
    int slash = after.indexOf('/');
    return slash < 0 ? after : after.substring(0, slash);
  }

  private String project() {
    String[] parts = rest().split("/");
    boolean domain = parts[0].contains(".");
    return domain ? parts[0] + ":" + parts[1] : parts[0];
  }

  private String rest() {
    return registry.substring(registry.indexOf('/') + 1);
  }
}
