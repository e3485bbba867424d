package dev.portolan.sandbox.azure.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.azure.wire.Answers;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Kind;
import dev.portolan.sandbox.azure.wire.Provider;
import dev.portolan.sandbox.azure.wire.Routes;

/**
 * Key vaults, as lists tell them; somebody else makes them.
 *
 * <p>specification/keyvault/resource-manager/Microsoft.KeyVault/stable/2023-07-01
 */
public final class Vaults implements Provider {
  private static final Kind VAULTS = new Kind("vaults", "Microsoft.KeyVault/vaults");

  @Override
  public Routes routes() {
    return Routes.of("Microsoft.KeyVault", "2023-07-01")
        .get(
            "Vaults_ListBySubscription",
            "/subscriptions/{subscription}/providers/Microsoft.KeyVault/vaults",
            call -> Answers.list(VAULTS.all(call.tree())));
  }

  /**
   * Puts a vault there.
   *
   * @param roles whether roles open it, and not policies of its own
   */
  public static void keep(ObjectNode tree, String name, boolean roles) {
    String id = ArmId.of(ArmId.group("vaults"), VAULTS.type(), name);
    ObjectNode vault = tree.objectNode().put("id", id).put("name", name).put("type", VAULTS.type());
    ObjectNode properties = vault.putObject("properties");
    properties.put("tenantId", ArmId.TENANT).put("enableRbacAuthorization", roles);
    properties.putArray("accessPolicies");
    VAULTS.put(tree, id, vault);
  }
}
