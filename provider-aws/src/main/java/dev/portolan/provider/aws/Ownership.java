package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;

/** The tags by which we know what is ours. They stand in the call that creates a resource. */
final class Ownership {
  static final String OWNER = "portolan-owner";
  static final String APP = "portolan-app";
  static final String STAGE = "portolan-stage";
  static final String FUNCTION = "portolan-function";
  static final String DIGEST = "portolan-digest";

  /** See {@link EventMark}. */
  static final String EVENTS = "portolan-events";

  private Ownership() {}

  /** The tags of what an application's functions share. */
  static SortedMap<String, String> tags(Owner owner) {
    return new TreeMap<>(Map.of(OWNER, owner.id(), APP, owner.artifactId(), STAGE, owner.stage()));
  }

  /** A role's tags, which IAM gives as a list. */
  static Map<String, String> from(Role role) {
    return role.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
  }

  static boolean owns(Owner owner, Map<String, String> tags) {
    return owner.id().equals(tags.get(OWNER));
  }

  /** One line about a resource of ours by name that is somebody else's by tag. */
  static String stranger(String resource, Map<String, String> tags) {
    String other = tags.get(OWNER);
    return resource
        + (other == null ? " has no " + OWNER + " tag" : " belongs to " + other)
        + (tags.isEmpty() ? " (no tags at all)" : "");
  }

  static DeployException refusal(Owner owner, List<String> strangers) {
    return DeployException.of(
        DeployException.Kind.NOT_OWNED,
        "not " + owner.id() + "'s, so left alone: " + String.join("; ", strangers),
        "deploy under another artifactId or stage, delete the resource, or adopt it by tagging it "
            + OWNER
            + "="
            + owner.id());
  }
}
