package dev.portolan.sandbox.azure.resources;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.azure.wire.ArmErrorShape;

/** What is refused of resource groups and registrations. */
public enum ResourceError implements ArmErrorShape {
  // https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
  GROUP_LOCATION(
      409,
      "InvalidResourceGroupLocation",
      "Invalid resource group location '%s'. The Resource group already exists in location '%s'.",
      Fidelity.DOC),
  NO_SUCH_LOCATION(
      400,
      "LocationNotAvailableForResourceGroup",
      "The provided location '%s' is not available for resource group. List of available regions is"
          + " '%s'.",
      Fidelity.ISSUE),
  GROUP_NAME(
      400,
      "ResourceGroupNameInvalid",
      "The provided resource group name '%s' is not valid: it must be 1 to 90 letters, digits, '-',"
          + " '.', '(', ')' or '_' and must not end with '.'.",
      Fidelity.ASSUMED),
  NO_NAMESPACE(
      404, "InvalidResourceNamespace", "The resource namespace '%s' is invalid.", Fidelity.DOC),
  TAG_OPERATION(
      400, "InvalidTagOperation", "The tag operation '%s' is not valid.", Fidelity.ASSUMED),
  // https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
  TOO_MANY_TAGS(
      400, "InvalidTagCount", "The number of tags '%s' is over the limit of '50'.", Fidelity.DOC),
  FILTER(
      400,
      "InvalidFilterInQueryString",
      "Invalid $filter '%s' specified in the query string.",
      Fidelity.ISSUE);

  private final Wording wording;

  ResourceError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
