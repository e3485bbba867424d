package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The labels by which we know what is ours, on everything that can have any. A label's value is at
 * most 63 lower-case characters without a colon, so it holds a digest of the owner.
 *
 * @see <a href="https://cloud.google.com/resource-manager/docs/labels-overview">labels</a>
 */
public final class Ownership {
  public static final String MANAGED_BY = "managed-by";
  public static final String OWNER = "portolan-owner";
  public static final String FUNCTION = "portolan-function";

  /** The owner in full, where there is room for it: for people. */
  public static final String OWNER_ANNOTATION = "portolan.dev/owner";

  public static final String MANAGER = "portolan";
  private static final int DIGITS = 40;

  private Ownership() {}

  public static SortedMap<String, String> labels(Owner owner, String function) {
    return new TreeMap<>(Map.of(MANAGED_BY, MANAGER, OWNER, digest(owner), FUNCTION, function));
  }

  /** Whether these are the labels of something that an owner has. */
  public static boolean owns(Owner owner, Map<String, String> labels) {
    return digest(owner).equals(labels.get(OWNER));
  }

  /** What the labels say an owner's thing is for; empty for none of ours. */
  public static String function(Map<String, String> labels) {
    return labels.getOrDefault(FUNCTION, "");
  }

  /** First digits of the SHA-256 of an owner's id. */
  public static String digest(Owner owner) {
    return PhysicalName.sha256(owner.id()).substring(0, DIGITS);
  }

  /**
   * Says that a thing of our name is somebody else's.
   *
   * @param told what it is, and what is known of whose
   * @param adopt the command that makes it ours
   */
  public static DeployException stranger(String told, String adopt) {
    return DeployException.of(
        DeployException.Kind.NOT_OWNED,
        told + ", so it is left alone",
        "use another artifactId or stage, delete it, or take it over: " + adopt);
  }

  /**
   * Says that something of our names is somebody else's.
   *
   * @param strangers a line about each
   */
  public static DeployException refusal(Owner owner, List<String> strangers) {
    return DeployException.of(
        DeployException.Kind.NOT_OWNED,
        owner + " does not own " + String.join("; nor ", strangers),
        "use another artifactId or stage; to take it over, give it the labels "
            + OWNER
            + "="
            + digest(owner)
            + " and "
            + FUNCTION
            + "=<the function's name>");
  }
}
