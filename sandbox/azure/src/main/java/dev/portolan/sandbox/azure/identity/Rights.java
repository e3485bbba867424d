package dev.portolan.sandbox.azure.identity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Hidden;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/** What principals may do with data: by the assignments that services have heard of. */
public final class Rights {
  private static final Set<Role> WRITERS =
      Set.of(Role.STORAGE_BLOB_DATA_OWNER, Role.STORAGE_BLOB_DATA_CONTRIBUTOR);

  private Rights() {}

  /** Whether a principal holds one of these roles at this scope or above. */
  public static boolean holds(
      ObjectNode tree, Instant now, String principal, String scope, Set<Role> roles) {
    return anyScope(tree, now, principal, roles, each -> ArmId.within(each, scope));
  }

  /** Whether a principal may read a secret: by a role at it or its vault, in whichever group. */
  public static boolean mayRead(
      ObjectNode tree, Instant now, String principal, String vault, String secret) {
    String end = ArmId.key("/providers/Microsoft.KeyVault/vaults/" + vault);
    String own = end + ArmId.key("/secrets/" + secret);
    return anyScope(
        tree,
        now,
        principal,
        Set.of(Role.KEY_VAULT_SECRETS_USER),
        each -> ArmId.key(each).endsWith(end) || ArmId.key(each).endsWith(own));
  }

  private static boolean anyScope(
      ObjectNode tree, Instant now, String principal, Set<Role> roles, Predicate<String> scope) {
    return Assignments.ASSIGNMENTS.all(tree).stream()
        .filter(each -> Hidden.isDue(each, Assignments.USABLE, now))
        .map(each -> each.path("properties"))
        .anyMatch(
            each ->
                each.path("principalId").asText().equals(principal)
                    && scope.test(each.path("scope").asText())
                    && Role.of(each.path("roleDefinitionId").asText())
                        .filter(roles::contains)
                        .isPresent());
  }

  /** Whether a principal may change the blobs of a container. */
  public static boolean mayWriteBlobs(
      ObjectNode tree, Instant now, String principal, String container) {
    return holds(tree, now, principal, container, WRITERS);
  }

  /** Whether a principal may look at them. */
  public static boolean mayReadBlobs(
      ObjectNode tree, Instant now, String principal, String container) {
    return mayWriteBlobs(tree, now, principal, container)
        || holds(tree, now, principal, container, Set.of(Role.STORAGE_BLOB_DATA_READER));
  }
}
