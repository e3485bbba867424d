package dev.portolan.sandbox.azure.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.identity.Identities;
import dev.portolan.sandbox.azure.wire.ArmId;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whom an app may ask tokens of. */
class AppIdentitiesTest {
  private static void identity(ObjectNode tree, String name) {
    ObjectNode identity = tree.objectNode();
    identity
        .putObject("properties")
        .put("clientId", "client of " + name)
        .put("principalId", "principal of " + name);
    Identities.IDENTITIES.put(tree, ArmId.subscription() + "/Identities/" + name, identity);
  }

  @Test
  @DisplayName("An app has the identities of its own site, by its own word")
  void own() {
    ObjectNode tree = JsonNodeFactory.instance.objectNode();
    identity(tree, "one");
    identity(tree, "two");
    ObjectNode site = tree.objectNode().put("name", "shop");
    site.putObject("identity")
        .putObject("userAssignedIdentities")
        .putObject(ArmId.subscription() + "/identities/one");
    Web.SITES.put(tree, ArmId.subscription() + "/sites/shop", site);
    AppIdentities apps = new AppIdentities(() -> tree);
    assertEquals(Optional.of("shop"), apps.site(apps.word("shop")));
    assertEquals(apps.word("shop"), apps.word("shop"));
    assertNotEquals(apps.word("shop"), apps.word("other"));
    assertEquals(Optional.empty(), apps.site("guess"));
    assertEquals(Optional.of("principal of one"), apps.principal("shop", "client of one"));
    assertEquals(Optional.empty(), apps.principal("shop", "client of two"));
    assertEquals(Optional.empty(), apps.principal("shop", ""));
  }
}
