package dev.portolan.sandbox.aws.eventbridge;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/**
 * What EventBridge refuses. RECORDED: as in the snapshots of the real service that LocalStack
 * publishes (localstack/localstack, tests/aws/services/events, *.snapshot.json). ISSUE: as Moto
 * words it, and says that it was held against the real service (getmoto/moto, tests/test_events).
 */
public enum EventBridgeError implements AwsErrorShape {
  INVALID(400, "ValidationException", "%s", Fidelity.DOC),
  NO_BUS(400, "ResourceNotFoundException", "Event bus %s does not exist.", Fidelity.RECORDED),
  BUS_EXISTS(
      400, "ResourceAlreadyExistsException", "Event bus %s already exists.", Fidelity.RECORDED),
  DEFAULT_BUS(400, "ValidationException", "Cannot delete event bus default.", Fidelity.RECORDED),
  // CreateEventBus: "Custom event bus names can't contain the / character"
  BUS_NAME(400, "ValidationException", "Event bus name must not contain '/'.", Fidelity.ASSUMED),
  // DeleteEventBus: "All rules associated with this event bus need to be deleted"
  BUS_IN_USE(
      400, "ValidationException", "Cannot delete event bus %s with rules.", Fidelity.ASSUMED),
  NO_RULE(
      400, "ResourceNotFoundException", "Rule %s does not exist on EventBus %s.", Fidelity.ISSUE),
  RULE_IN_USE(
      400, "ValidationException", "Rule can't be deleted since it has targets.", Fidelity.ISSUE),
  NOTHING(
      400,
      "ValidationException",
      "Parameter(s) EventPattern or ScheduleExpression must be specified.",
      Fidelity.ISSUE),
  PATTERN(
      400,
      "InvalidEventPatternException",
      "Event pattern is not valid. Reason: %s",
      Fidelity.RECORDED),
  // "Event pattern size: 2,048", "Targets per rule: 5", "Rules: 300" an event bus
  LIMIT(
      400,
      "LimitExceededException",
      "The requested resource exceeds the maximum number allowed.",
      Fidelity.DOC),
  SCHEDULE_HERE(
      400, "ValidationException", "The sandbox has no rules that tick: %s", Fidelity.ASSUMED),
  TARGET_HERE(
      400,
      "ValidationException",
      "The sandbox calls functions only, with the whole event or with a constant input: not %s",
      Fidelity.ASSUMED),
  // EventBridge asks for a standard queue
  DEAD_LETTERS(
      400,
      "ValidationException",
      "The dead-letter queue %s is no standard queue.",
      Fidelity.ASSUMED),
  CONCURRENT(400, "ConcurrentModificationException", "%s was modified concurrently.", Fidelity.DOC),
  THROTTLED(400, "ThrottlingException", "Rate exceeded", Fidelity.DOC),
  FAILED(500, "InternalException", "Unexpected error occurred.", Fidelity.DOC);

  private final Wording wording;

  EventBridgeError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
