package dev.portolan.provider.azure.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import dev.portolan.provider.azure.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Roles, and whether somebody has them. */
class AssignmentTest {
  private static final String ACCOUNT =
      "/subscriptions/s/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/shop1";
  private static final Assignment OWNER =
      new Assignment(ACCOUNT, Assignment.BLOB_OWNER, "p1", false);

  @Test
  @DisplayName("The same is assigned by the same name, a UUID of version 5")
  void name() {
    UUID name = UUID.fromString(OWNER.name());
    assertEquals(5, name.version());
    assertEquals(2, name.variant());
    assertEquals(
        OWNER.name(),
        new Assignment(ACCOUNT.toUpperCase(), Assignment.BLOB_OWNER, "P1", false).name());
    assertNotEquals(OWNER.name(), OWNER.withRole(Assignment.BLOB_CONTRIBUTOR).name());
    assertNotEquals(
        OWNER.name(), new Assignment(ACCOUNT, Assignment.BLOB_OWNER, "p2", false).name());
  }

  @Test
  @DisplayName("A role that is had above the scope is had; one beside it, or below, is not")
  void had() throws IOException {
    assertTrue(OWNER.in(List.of(assigned(ACCOUNT, "p1"))));
    assertTrue(OWNER.in(List.of(assigned("/subscriptions/s", "P1"))));
    assertTrue(OWNER.in(List.of(assigned("/", "p1"))));
    assertFalse(OWNER.in(List.of(assigned(ACCOUNT + "2", "p1"))));
    assertFalse(OWNER.in(List.of(assigned(ACCOUNT + "/blobServices/default", "p1"))));
    assertFalse(OWNER.in(List.of(assigned(ACCOUNT, "p2"))));
    assertFalse(OWNER.in(List.of()));
  }

  private static RoleAssignmentInner assigned(String scope, String principal) throws IOException {
    String json =
        """
        {"properties":{"scope":"%s","principalId":"%s",
        "roleDefinitionId":"/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/%s"}}
        """
            .formatted(scope, principal, Assignment.BLOB_OWNER);
    return Json.read(json.getBytes(StandardCharsets.UTF_8), RoleAssignmentInner::fromJson);
  }
}
