package dev.portolan.sandbox.azure.cosmos;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.azure.wire.ArmErrorShape;

/** What Microsoft.DocumentDB refuses. */
public enum CosmosError implements ArmErrorShape {
  /** As https://github.com/Azure/azure-cli/issues/21261 tells it of what is below an account. */
  NONE(
      404,
      "NotFound",
      "Entity with the specified id '%s' does not exist in the system.",
      Fidelity.ISSUE),
  NO_OWNER(404, "NotFound", "Owner resource '%s' does not exist.", Fidelity.ASSUMED),
  NAME(400, "BadRequest", "The resource name '%s' is not valid.", Fidelity.ASSUMED),
  NAMED_OTHERWISE(
      400,
      "BadRequest",
      "The name '%s' in the path is not the id '%s' in the resource.",
      Fidelity.ASSUMED),
  NO_KEY(400, "BadRequest", "Partition key paths must be specified.", Fidelity.ASSUMED),
  OTHER_KEY(
      400, "BadRequest", "Document collection partition key cannot be changed.", Fidelity.ASSUMED),
  ASSIGNMENT_ID(400, "BadRequest", "The role assignment ID '%s' is not a GUID.", Fidelity.ASSUMED),
  NO_ASSIGNMENT(
      404, "NotFound", "Unable to find a SQL Role Assignment with ID [%s].", Fidelity.ISSUE),
  NO_ROLE(400, "BadRequest", "The role definition '%s' does not exist.", Fidelity.ASSUMED),
  SCOPE(
      400,
      "BadRequest",
      "The scope '%s' is not the account, nor a database or a container in it.",
      Fidelity.ASSUMED),
  /** Quoted in https://github.com/pulumi/pulumi-azure-native/issues/2816. */
  NO_PRINCIPAL(
      400,
      "BadRequest",
      "The provided principal ID [%s] was not found in the AAD tenant(s) [%s] which are associated"
          + " with the customer's subscription.",
      Fidelity.ISSUE),
  /** Quoted in https://github.com/hashicorp/terraform-provider-azurerm/issues/15842. */
  BUSY(
      412,
      "PreconditionFailed",
      "There is another user operation in progress which requires an exclusive lock on [%s]. Please"
          + " retry after sometime.",
      Fidelity.ISSUE);

  private final Wording wording;

  CosmosError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
