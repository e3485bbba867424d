package dev.portolan.sandbox.azure.grid;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.azure.wire.ArmErrorShape;

/** What Microsoft.EventGrid refuses. */
public enum GridError implements ArmErrorShape {
  // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsofteventgrid
  NAME(
      400,
      "InvalidRequest",
      "Event subscription name '%s' is not valid. It must have 3 to 64 letters, digits and dashes.",
      Fidelity.ASSUMED),
  NONE(404, "ResourceNotFound", "The event subscription '%s' could not be found.", Fidelity.DOC),
  // https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
  KIND(
      400,
      "InvalidRequest",
      "Storage accounts of the kind '%s' do not support integration with Event Grid.",
      Fidelity.DOC),
  // the members that are required, and the values that there are, in the specification's
  // EventGrid.json; that there is no event subscription without a destination: its own schema,
  // https://learn.microsoft.com/azure/event-grid/subscription-creation-schema
  NO_DESTINATION(
      400,
      "InvalidRequest",
      "The event subscription destination must not be null.",
      Fidelity.ASSUMED),
  ENDPOINT_TYPE(
      400, "InvalidRequest", "The endpoint type '%s' is not supported.", Fidelity.ASSUMED),
  NO_RESOURCE_ID(
      400,
      "InvalidRequest",
      "The destination of the type AzureFunction must have a resourceId.",
      Fidelity.ASSUMED),
  // 'az eventgrid topic-type list-event-types' tells them: azure-cli#5572
  EVENT_TYPE(
      400,
      "InvalidRequest",
      "The event type '%s' is not one of Microsoft.Storage.StorageAccounts.",
      Fidelity.ASSUMED),
  // both quoted in Azure/bicep#11656
  NO_ENDPOINT(
      400,
      "Endpoint validation",
      "Destination endpoint not found. Resource details: resourceId: %s. Resource should pre-exist"
          + " before attempting this operation.",
      Fidelity.ISSUE),
  TRIGGER(
      400,
      "Unsupported Azure Function Trigger",
      "Can't add resource; Azure Event Grid supports EventGrid Trigger type only.",
      Fidelity.ISSUE),
  BUSY(
      409,
      "Conflict",
      "Another operation is in progress on the event subscription '%s'.",
      Fidelity.ASSUMED);

  private final Wording wording;

  GridError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
