package dev.portolan.sandbox.gcp.secrets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretPayload;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.iam.v1.Policy;
import com.google.protobuf.ByteString;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The secrets of the project, and whether an account may read one. */
public final class Vault {
  /** Whoever has it may read values. */
  public static final String ACCESSOR = "roles/secretmanager.secretAccessor";

  static final Kind<Secret> SECRETS = new Kind<>("secrets", Secret.getDefaultInstance());
  static final Kind<SecretVersion> VERSIONS =
      new Kind<>("secretVersions", SecretVersion.getDefaultInstance());
  static final Kind<SecretPayload> VALUES =
      new Kind<>("secretValues", SecretPayload.getDefaultInstance());
  public static final Kind<Policy> POLICIES =
      new Kind<>("secretPolicies", Policy.getDefaultInstance());

  private final Policies policies;
  private final Policies project;

  /**
   * Looks into the state.
   *
   * @param project the policies of the project
   */
  public Vault(Policies policies, Policies project) {
    this.policies = policies;
    this.project = project;
  }

  /** The full name of a secret, whose project may be told by its number or not at all. */
  public static String name(String secret) {
    String id = secret.substring(secret.lastIndexOf('/') + 1);
    return "projects/" + Project.ID + "/secrets/" + id;
  }

  /** Makes a secret with one version, as somebody did who had the project before. */
  public static void put(ObjectNode tree, String secret, String value, Instant now) {
    String name = name(secret);
    String version = name + "/versions/1";
    SECRETS.put(tree, name, Secret.newBuilder().setName(name).setCreateTime(Times.of(now)).build());
    VERSIONS.put(
        tree,
        version,
        SecretVersion.newBuilder()
            .setName(version)
            .setCreateTime(Times.of(now))
            .setState(SecretVersion.State.ENABLED)
            .build());
    VALUES.put(
        tree, version, SecretPayload.newBuilder().setData(ByteString.copyFromUtf8(value)).build());
  }

  /** The version that a number or {@code latest} names; one that was destroyed as well. */
  Optional<SecretVersion> version(ObjectNode tree, String secret, String version) {
    if (!version.equals("latest")) {
      return VERSIONS.find(tree, secret + "/versions/" + version);
    }
    List<SecretVersion> all = VERSIONS.list(tree, secret + "/versions/");
    return all.stream().max((a, b) -> Integer.compare(number(a), number(b)));
  }

  static int number(SecretVersion version) {
    return Integer.parseInt(version.getName().substring(version.getName().lastIndexOf('/') + 1));
  }

  /** The value of a version that can be read. */
  public Optional<String> value(ObjectNode tree, String secret, String version) {
    return version(tree, secret, version)
        .filter(found -> found.getState() == SecretVersion.State.ENABLED)
        .flatMap(found -> VALUES.find(tree, found.getName()))
        .map(payload -> payload.getData().toStringUtf8());
  }

  /** Whether this account may read the secret's values. */
  public boolean isReadable(ObjectNode tree, String secret, String account) {
    String member = "serviceAccount:" + account;
    return policies.grants(tree, secret, ACCESSOR, member)
        || project.grants(tree, "projects/" + Project.ID, ACCESSOR, member);
  }
}
