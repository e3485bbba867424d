package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags by which we know what is ours. They stand in the call that creates a resource. Azure
 * keeps the case of a tag's name but does not tell names apart by it.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations">"Tag
 *     names are case-insensitive for operations"; values of 256 characters</a>
 */
public final class Ownership {
  public static final String OWNER = "portolan-owner";
  public static final String FUNCTION = "portolan-function";

  private static final String MARK = "portolanowner";

  private Ownership() {}

  /** The tags of what an owner's functions share. */
  public static SortedMap<String, String> tags(Owner owner) {
    return new TreeMap<>(Map.of(OWNER, owner.id()));
  }

  /** The tags of what is one function's own. */
  public static SortedMap<String, String> tags(Owner owner, String function) {
    return new TreeMap<>(Map.of(OWNER, owner.id(), FUNCTION, function));
  }

  /**
   * The metadata of a container of an owner's: their names take no dash, their values no more than
   * ASCII.
   */
  public static SortedMap<String, String> metadata(Owner owner) {
    return new TreeMap<>(
        Map.of(MARK, URLEncoder.encode(owner.id(), StandardCharsets.UTF_8).replace("%3A", ":")));
  }

  /** Whether a container's metadata say that it is an owner's. */
  public static boolean marked(Owner owner, Map<String, String> metadata) {
    return metadata(owner).get(MARK).equals(value(metadata, MARK));
  }

  /** Whether these are the tags of something that an owner has; {@code null} for none. */
  public static boolean owns(Owner owner, Map<String, String> tags) {
    return owner.id().equals(value(tags, OWNER));
  }

  /** What the tags say an owner's thing is for; empty for none of ours, or for what is shared. */
  public static String function(Map<String, String> tags) {
    return value(tags, FUNCTION);
  }

  /** A tag's value, whatever the case of its name; empty for none. */
  public static String value(Map<String, String> tags, String name) {
    if (tags == null) {
      return "";
    }
    return tags.entrySet().stream()
        .filter(tag -> tag.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  /** One line about a resource of our name that is somebody else's by its tags. */
  public static String stranger(String resource, Map<String, String> tags) {
    String other = value(tags, OWNER);
    return resource + (other.isEmpty() ? " has no " + OWNER + " tag" : " belongs to " + other);
  }

  /**
   * Says that something of our names is somebody else's.
   *
   * @param strangers a line about each
   */
  public static DeployException refusal(Owner owner, List<String> strangers) {
    return DeployException.of(
        DeployException.Kind.NOT_OWNED,
        "not " + owner.id() + "'s, so left alone: " + String.join("; ", strangers),
        "use another artifactId, stage or resource group; to take it over, give it the tag "
            + OWNER
            + "="
            + owner.id());
  }
}
