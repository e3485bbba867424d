package dev.portolan.provider.azure.identity;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import dev.portolan.provider.azure.config.Place;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Locale;
import java.util.UUID;

/**
 * A role that somebody has at a scope. Its name is derived from all three, so that the same is
 * never assigned twice.
 *
 * @param scope a resource's id
 * @param role the GUID of a role's definition
 * @param principal the object id of who has it
 * @param person whether that is a user
 */
public record Assignment(String scope, String role, String principal, boolean person) {
  /**
   * Reads, writes and deletes blobs, and may let others do so.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage">Storage
   *     Blob Data Owner</a>
   */
  public static final String BLOB_OWNER = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";

  /** Storage Blob Data Contributor: reads, writes and deletes blobs. */
  public static final String BLOB_CONTRIBUTOR = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

  /** Storage Blob Data Reader: reads blobs, and lists them. */
  public static final String BLOB_READER = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1";

  /**
   * Key Vault Secrets User: reads secrets, at a vault or at one secret.
   *
   * @see <a href="https://learn.microsoft.com/azure/key-vault/general/rbac-guide">Azure roles for
   *     Key Vault's data, and the scopes they can be assigned at</a>
   */
  public static final String SECRETS_USER = "4633458b-17de-408a-b874-0445c86b69e6";

  /**
   * Azure Service Bus Data Receiver: takes messages, of a namespace, of one queue, or of one
   * subscription to a topic.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/service-bus-messaging/service-bus-managed-service-identity">Azure's
   *     roles for Service Bus, and the scopes they can be assigned at: "Queue, topic, or
   *     subscription"</a>
   */
  public static final String BUS_RECEIVER = "4f6d3b9b-027b-4f4c-9142-0e5a2a2247e0";

  /** Azure Service Bus Data Sender: sends messages, to all of a namespace or to one queue. */
  public static final String BUS_SENDER = "69a216fc-b8fb-44d8-bc22-1f3c2cd27a39";

  /** For names by RFC 4122 version 5; a UUID of this project's own. */
  private static final UUID NAMESPACE = UUID.fromString("6f2a1d0e-3b7c-5c0e-9a44-0d9c7a5b8f11");

  /** The same of another role. */
  public Assignment withRole(String other) {
    return new Assignment(scope, other, principal, person);
  }

  /**
   * Whether we made it: its name is the one that we derive. What others have granted one of our
   * identities, or at one of our resources, is theirs to take back.
   */
  public static boolean made(RoleAssignmentInner there) {
    if (there.scope() == null
        || there.principalId() == null
        || there.roleDefinitionId() == null
        || there.name() == null) {
      return false;
    }
    String definition = there.roleDefinitionId();
    String role = Place.last(definition);
    return new Assignment(there.scope(), role, there.principalId(), false)
        .name()
        .equalsIgnoreCase(there.name());
  }

  /** The role's definition, as the subscription of the scope knows it. */
  public String definition() {
    String[] parts = scope.split("/", 4);
    String subscription = parts.length > 2 ? "/subscriptions/" + parts[2] : "";
    return subscription + "/providers/Microsoft.Authorization/roleDefinitions/" + role;
  }

  /** The assignment's name. */
  public String name() {
    return named((scope + "|" + principal + "|" + role).toLowerCase(Locale.ROOT));
  }

  /** The name that is derived from a text. */
  public static String named(String text) {
    return uuid(text).toString();
  }

  /** Whether somebody assigned this already, by whatever name, here or above. */
  public boolean in(Collection<RoleAssignmentInner> all) {
    return all.stream().anyMatch(this::is);
  }

  private boolean is(RoleAssignmentInner other) {
    String at = other.scope() == null ? "" : other.scope().toLowerCase(Locale.ROOT);
    String here = scope.toLowerCase(Locale.ROOT);
    return principal.equalsIgnoreCase(other.principalId())
        && is(other, role)
        && (here.equals(at) || at.equals("/") || here.startsWith(at + "/"));
  }

  /** Whether an assignment is of a role. */
  public static boolean is(RoleAssignmentInner there, String role) {
    return there.roleDefinitionId() != null
        && there
            .roleDefinitionId()
            .toLowerCase(Locale.ROOT)
            .endsWith("/" + role.toLowerCase(Locale.ROOT));
  }

  private static UUID uuid(String text) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(
          ByteBuffer.allocate(16)
              .putLong(NAMESPACE.getMostSignificantBits())
              .putLong(NAMESPACE.getLeastSignificantBits())
              .array());
      ByteBuffer hash = ByteBuffer.wrap(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
      long high = hash.getLong() & ~0xf000L | 0x5000L;
      long low = hash.getLong() & ~(3L << 62) | 2L << 62;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
