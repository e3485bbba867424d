package dev.portolan.sandbox.azure.wire;

import dev.portolan.sandbox.Fidelity;

/** What the resource manager itself refuses, whichever provider is meant. */
public enum CommonError implements ArmErrorShape {
  // https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
  NO_TOKEN(
      401,
      "AuthenticationFailed",
      "Authentication failed. The 'Authorization' header is missing.",
      Fidelity.ISSUE),
  // azure-cli#11749
  BAD_TOKEN(401, "InvalidAuthenticationToken", "The access token is invalid.", Fidelity.ISSUE),
  // quoted in azure-powershell#7525
  EXPIRED_TOKEN(
      401,
      "ExpiredAuthenticationToken",
      "The access token expiry UTC time '%s' is earlier than current UTC time '%s'.",
      Fidelity.ISSUE),
  // quoted in azure-cli#12450
  WRONG_AUDIENCE(
      401,
      "InvalidAuthenticationTokenAudience",
      "The access token has been obtained for wrong audience or resource '%s'. It should exactly"
          + " match with one of the allowed audiences 'https://management.core.windows.net/',"
          + "'https://management.core.windows.net','https://management.azure.com/',"
          + "'https://management.azure.com'.",
      Fidelity.ISSUE),
  NO_SUBSCRIPTION(
      404, "SubscriptionNotFound", "The subscription '%s' could not be found.", Fidelity.ISSUE),
  NO_API_VERSION(
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
      Fidelity.ISSUE),
  BAD_API_VERSION(
      400,
      "InvalidApiVersionParameter",
      "The api-version '%s' is invalid. The supported versions are '%s'.",
      Fidelity.ISSUE),
  // quoted in many issues of terraform-provider-azurerm
  UNSUPPORTED_API_VERSION(
      400,
      "NoRegisteredProviderFound",
      "No registered resource provider found for location '%s' and API version '%s' for type '%s'."
          + " The supported api-versions are '%s'.",
      Fidelity.ISSUE),
  // terraform-provider-azurerm's own hint quotes it; https://aka.ms/rps-not-found
  NOT_REGISTERED(
      409,
      "MissingSubscriptionRegistration",
      "The subscription is not registered to use namespace '%s'. See https://aka.ms/rps-not-found"
          + " for how to register subscriptions.",
      Fidelity.DOC),
  FORBIDDEN(
      403,
      "AuthorizationFailed",
      "The client '%1$s' with object id '%1$s' does not have authorization to perform action '%2$s'"
          + " over scope '%3$s' or the scope is invalid. If access was recently granted, please"
          + " refresh your credentials.",
      Fidelity.DOC),
  NO_GROUP(404, "ResourceGroupNotFound", "Resource group '%s' could not be found.", Fidelity.DOC),
  GROUP_BEING_DELETED(
      409,
      "ResourceGroupBeingDeleted",
      "The resource group '%s' is in deprovisioning state and cannot perform this operation.",
      Fidelity.ISSUE),
  NO_RESOURCE(
      404,
      "ResourceNotFound",
      "The Resource '%s' under resource group '%s' was not found. For more details please go to"
          + " https://aka.ms/ARMResourceNotFoundFix",
      Fidelity.DOC),
  // https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-resource-location
  OTHER_LOCATION(
      409,
      "InvalidResourceLocation",
      "The resource '%s' already exists in location '%s' in resource group '%s'. A resource with"
          + " the same name cannot be created in location '%s'. Please select a new resource name.",
      Fidelity.DOC),
  NO_LOCATION(
      400,
      "LocationRequired",
      "The location property is required for this definition.",
      Fidelity.ISSUE),
  LOCATION(
      400,
      "LocationNotAvailableForResourceType",
      "The provided location '%s' is not available for resource type '%s'.",
      Fidelity.DOC),
  // as Microsoft.Storage and others word it
  UNKNOWN_MEMBER(
      400,
      "InvalidRequestContent",
      "The request content was invalid and could not be deserialized: 'Could not find member '%s'"
          + " on object of type 'ResourceDefinition'. Path '%s', line 1, position 1.'.",
      Fidelity.ISSUE),
  WRONG_FORM(
      400,
      "InvalidRequestContent",
      "The request content was invalid and could not be deserialized: 'Cannot deserialize the"
          + " current JSON value. Path '%s', line 1, position 1.'.",
      Fidelity.ASSUMED),
  NO_BODY(400, "InvalidRequestContent", "The request content is not valid JSON.", Fidelity.ASSUMED),
  NO_METHOD(
      404,
      "InvalidResourceType",
      "the sandbox has no %s %s: it would have to do what it cannot",
      Fidelity.ASSUMED),
  NO_OPERATION(404, "NotFound", "The operation '%s' could not be found.", Fidelity.ASSUMED),
  // https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
  THROTTLED(
      429,
      "SubscriptionRequestsThrottled",
      "Number of requests for subscription '%s' and operation '%s' exceeded the backend storage"
          + " limit. Please try again after '%s' seconds.",
      Fidelity.DOC),
  BUSY(
      409,
      "AnotherOperationInProgress",
      "Another operation is in progress on the selected resource. Please retry later.",
      Fidelity.ISSUE),
  UNAVAILABLE(
      503,
      "ServerTimeout",
      "The request timed out. Diagnostic information: timestamp '', subscription id '%s'.",
      Fidelity.ISSUE),
  INTERNAL(
      500,
      "InternalServerError",
      "Encountered internal server error. Diagnostic information: timestamp '', subscription id"
          + " '%s'.",
      Fidelity.ISSUE);

  private final Wording wording;

  CommonError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
