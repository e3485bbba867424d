package dev.portolan.sandbox.azure.storage;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.azure.wire.ArmErrorShape;

/** What Microsoft.Storage refuses. */
public enum StorageError implements ArmErrorShape {
  // https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-storage-account-name
  TAKEN(
      409,
      "StorageAccountAlreadyTaken",
      "The storage account named %s is already taken.",
      Fidelity.DOC),
  NAME(
      400,
      "AccountNameInvalid",
      "%s is not a valid storage account name. Storage account name must be between 3 and 24"
          + " characters in length and use numbers and lower-case letters only.",
      Fidelity.DOC),
  // quoted in azure-quickstart-templates#2345
  OTHER_GROUP(
      409,
      "StorageAccountInAnotherResourceGroup",
      "The account %s is already in another resource group in this subscription.",
      Fidelity.ISSUE),
  // quoted in terraform-provider-azurerm#1922
  IN_PROGRESS(
      409,
      "StorageAccountOperationInProgress",
      "An operation is currently performing on this storage account that requires exclusive"
          + " access.",
      Fidelity.ISSUE),
  REQUIRED(
      400,
      "InvalidRequestPropertyValue",
      "The value '%s' is not allowed for property %s.",
      Fidelity.ISSUE),
  // https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
  CONTAINER_NAME(
      400,
      "InvalidResourceName",
      "The specifed resource name contains invalid characters.",
      Fidelity.ISSUE),
  CONTAINER_BEING_DELETED(
      409,
      "ContainerBeingDeleted",
      "The specified container is being deleted. Try operation later.",
      Fidelity.DOC),
  NO_CONTAINER(404, "ContainerNotFound", "The specified container does not exist.", Fidelity.DOC),
  PUBLIC_ACCESS(
      409,
      "PublicAccessNotPermitted",
      "Public access is not permitted on this storage account.",
      Fidelity.DOC);

  private final Wording wording;

  StorageError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
