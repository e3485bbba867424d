package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.knative.image.Sha256;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels and annotations by which we know what is ours. A label's value holds 63 characters and
 * no colon, so a hash of the owner stands there to search by, and the owner in an annotation.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">labels</a>
 */
public final class Ownership {
  public static final String MANAGER = "portolan";
  public static final String OWNER = "portolan.dev/owner";
  public static final String FUNCTION = "portolan.dev/function";
  public static final String ARTIFACT = "portolan.dev/artifact";
  public static final String CONFIGURATION = "portolan.dev/configuration";

  /** What calls the function: {@code http}, {@code events}, or both. */
  public static final String CALLED_BY = "portolan.dev/called-by";

  /** The revisions that have served, on the service. */
  public static final String SERVED = "portolan.dev/served";

  public static final String PATH = "portolan.dev/path";

  private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  private static final String HASH_OF = "portolan.dev/owner-hash";
  private static final int HASH_DIGITS = 16;

  private Ownership() {}

  public static SortedMap<String, String> labels(Owner owner, String function) {
    return new TreeMap<>(Map.of(MANAGED_BY, MANAGER, HASH_OF, hash(owner), FUNCTION, function));
  }

  /** What a search for all that an owner has asks for. */
  public static Map<String, String> selector(Owner owner) {
    return Map.of(HASH_OF, hash(owner));
  }

  public static boolean owns(Owner owner, HasMetadata object) {
    return owner.id().equals(annotation(object, OWNER).orElse(""));
  }

  public static Optional<String> annotation(HasMetadata object, String key) {
    return Optional.ofNullable(object.getMetadata().getAnnotations()).map(all -> all.get(key));
  }

  public static String function(HasMetadata object) {
    return annotation(object, FUNCTION).orElse(object.getMetadata().getName());
  }

  /** One line about an object of ours by name that is somebody else's by annotation. */
  public static String stranger(String what, HasMetadata object) {
    return what
        + " "
        + object.getMetadata().getName()
        + annotation(object, OWNER)
            .map(other -> " belongs to " + other)
            .orElse(" has no annotation " + OWNER);
  }

  public static DeployException refusal(Owner owner, List<String> strangers) {
    return DeployException.of(
        DeployException.Kind.NOT_OWNED,
        "not " + owner.id() + "'s, so left alone: " + String.join("; ", strangers),
        "deploy under another artifactId, stage or namespace, delete the service, or adopt it by"
            + " annotating it "
            + OWNER
            + "="
            + owner.id());
  }

  private static String hash(Owner owner) {
    return Sha256.hex(owner.id()).substring(0, HASH_DIGITS);
  }
}
