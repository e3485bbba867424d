package dev.portolan.sandbox.azure.grid;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/**
 * What is refused of an event subscription's properties before anything begins.
 *
 * <p>specification/eventgrid/resource-manager/Microsoft.EventGrid/stable/2022-06-15/EventGrid.json,
 * https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage
 */
final class GridBody {
  private static final Set<String> ENDPOINTS =
      Set.of(
          "WebHook",
          "EventHub",
          "StorageQueue",
          "HybridConnection",
          "ServiceBusQueue",
          "ServiceBusTopic",
          "AzureFunction");

  private static final String TYPES =
      "(?i)Microsoft[.]Storage[.](BlobCreated|BlobDeleted|BlobRenamed|BlobTierChanged"
          + "|DirectoryCreated|DirectoryDeleted|DirectoryRenamed|AsyncOperationInitiated"
          + "|BlobInventoryPolicyCompleted|LifecyclePolicyCompleted)";

  private GridBody() {}

  /** Refuses what is no event subscription. */
  static void requireWhole(JsonNode properties) {
    if (!properties.path("destination").isObject()) {
      throw GridError.NO_DESTINATION.refusal();
    }
    requireSound(properties);
  }

  /** Refuses what none can be changed to. */
  static void requireSound(JsonNode properties) {
    JsonNode destination = properties.path("destination");
    String endpoint = destination.path("endpointType").asText();
    if (destination.isObject() && !ENDPOINTS.contains(endpoint)) {
      throw GridError.ENDPOINT_TYPE.refusal(endpoint);
    }
    if (endpoint.equals("AzureFunction")
        && destination.at("/properties/resourceId").asText().isEmpty()) {
      throw GridError.NO_RESOURCE_ID.refusal();
    }
    for (JsonNode each : properties.at("/filter/includedEventTypes")) {
      if (!each.asText().matches(TYPES)) {
        throw GridError.EVENT_TYPE.refusal(each.asText());
      }
    }
  }
}
