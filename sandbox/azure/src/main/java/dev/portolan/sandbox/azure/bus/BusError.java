package dev.portolan.sandbox.azure.bus;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.azure.wire.ArmErrorShape;

/**
 * What Microsoft.ServiceBus refuses.
 *
 * <p>https://learn.microsoft.com/azure/service-bus-messaging/service-bus-resource-manager-exceptions
 */
public enum BusError implements ArmErrorShape {
  NO_PARENT(
      404,
      "ParentResourceNotFound",
      "Can not perform requested operation on nested resource. Parent resource '%s' not found.",
      Fidelity.ISSUE),
  NO_ENTITY(404, "NotFound", "The messaging entity '%s' could not be found.", Fidelity.DOC),
  /**
   * "If the destination entity doesn't exist, Service Bus returns an exception", of the same
   * namespace: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding
   */
  NO_DESTINATION(
      400,
      "BadRequest",
      "Sub code=40000. Auto forwarding is not possible, as the destination '%s' does not exist.",
      Fidelity.ASSUMED),
  NAME(
      400,
      "BadRequest",
      "Sub code=40000. '%s' contains character(s) that isn't allowed by Service Bus. Entity segments"
          + " can contain only letters, numbers, periods(.), hyphens(-), and underscores(_).",
      Fidelity.DOC),
  SESSIONS(
      400,
      "BadRequest",
      "Sub code=40000. The value for RequiresSession property of an existing %s can't be"
          + " changed.",
      Fidelity.DOC),
  /**
   * A queue and a topic of one name.
   *
   * <p>https://github.com/hashicorp/terraform-provider-azurerm/issues/28576 (400, with words about
   * another property), https://github.com/MassTransit/MassTransit/issues/2483
   */
  OTHER_KIND(
      400,
      "BadRequest",
      "Sub code=40000. The messaging entity '%s' already exists, as a %s.",
      Fidelity.ISSUE),
  BASIC(
      400,
      "BadRequest",
      "Sub code=40000. The property '%s' can't be set when creating a %s because the namespace '%s'"
          + " is using the 'Basic' Tier. This operation is only supported in 'Standard' or 'Premium'"
          + " tier.",
      Fidelity.DOC),
  BUSY(429, "429", "Sub code=40901. Another conflicting operation is in progress.", Fidelity.DOC);

  private final Wording wording;

  BusError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
