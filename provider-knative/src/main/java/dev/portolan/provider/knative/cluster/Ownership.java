package dev.portolan.provider.knative.cluster;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.images.image.Sha256;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

  /** Whether it bears the label that all of ours bear, inherited or not. */
  public static boolean labelled(HasMetadata object) {
    var labels = object.getMetadata().getLabels();
    return labels != null && labels.containsKey(HASH_OF);
  }

  /**
   * An object of ours by name that is somebody else's by annotation.
   *
   * @param told a line about it
   * @param adopt the command that makes it somebody's, without whose
   */
  public record Stranger(String told, String adopt) {}

  /** Knows whose an object is; the annotation alone decides, the labels come with a deployment. */
  public static Stranger stranger(String what, HasMetadata object) {
    Optional<String> other = annotation(object, OWNER);
    String name = object.getMetadata().getName();
    String adopt =
        "kubectl annotate %s %s -n %s%s %s="
            .formatted(
                object.getFullResourceName(),
                name,
                object.getMetadata().getNamespace(),
                other.isPresent() ? " --overwrite" : "",
                OWNER);
    String whose = other.map(id -> " belongs to " + id).orElse(" has no annotation " + OWNER);
    return new Stranger(what + " " + name + whose, adopt);
  }

  public static DeployException refusal(Owner owner, List<Stranger> strangers) {
    String told = strangers.stream().map(Stranger::told).collect(Collectors.joining("; "));
    String adopt =
        strangers.stream()
            .map(each -> each.adopt() + owner.id())
            .collect(Collectors.joining(" && "));
    return DeployException.of(
        DeployException.Kind.NOT_OWNED,
        "not " + owner.id() + "'s, so left alone: " + told,
        "deploy under another artifactId, stage or namespace, delete it, or adopt it: " + adopt);
  }

  private static String hash(Owner owner) {
    return Sha256.hex(owner.id()).substring(0, HASH_DIGITS);
  }
}
