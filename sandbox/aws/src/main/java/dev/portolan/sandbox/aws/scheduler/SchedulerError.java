package dev.portolan.sandbox.aws.scheduler;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.aws.protocol.AwsErrorShape;

/**
 * What EventBridge Scheduler refuses. RECORDED: as in the snapshots of the real service that
 * LocalStack publishes (localstack/localstack, tests/aws/services/scheduler, *.snapshot.json).
 */
public enum SchedulerError implements AwsErrorShape {
  INVALID(400, "ValidationException", "%s", Fidelity.DOC),
  EXPRESSION(400, "ValidationException", "Invalid Schedule Expression %s.", Fidelity.RECORDED),
  TIMEZONE(
      400, "ValidationException", "Invalid Schedule Expression Timezone %s.", Fidelity.ASSUMED),
  NOT_READ_HERE(
      400,
      "ValidationException",
      "The sandbox reads no L, W or # in a cron expression, and no at(): %s",
      Fidelity.ASSUMED),
  NO_WINDOW_HERE(
      400,
      "ValidationException",
      "The sandbox ticks on time: a flexible time window would do nothing",
      Fidelity.ASSUMED),
  TARGET(
      400,
      "ValidationException",
      "The sandbox calls functions only, not the target %s",
      Fidelity.ASSUMED),
  // aws/aws-sdk-js-v3#6494
  ROLE(
      400,
      "ValidationException",
      "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
      Fidelity.ISSUE),
  // getmoto/moto, moto/scheduler/exceptions.py
  NO_SCHEDULE(404, "ResourceNotFoundException", "Schedule %s does not exist.", Fidelity.ISSUE),
  NO_GROUP(404, "ResourceNotFoundException", "Schedule group %s does not exist.", Fidelity.ISSUE),
  SCHEDULE_EXISTS(409, "ConflictException", "Schedule %s already exists.", Fidelity.ISSUE),
  GROUP_EXISTS(409, "ConflictException", "Schedule group %s already exists.", Fidelity.ISSUE),
  // DeleteScheduleGroup: "you can't create schedules in a group that is being deleted"
  GROUP_DELETING(409, "ConflictException", "Schedule group %s is being deleted.", Fidelity.ASSUMED),
  // "The default schedule group cannot be deleted"
  DEFAULT_GROUP(
      400,
      "ValidationException",
      "The default schedule group cannot be deleted.",
      Fidelity.ASSUMED),
  TAGS(400, "ValidationException", "A resource has at most 50 tags.", Fidelity.ASSUMED),
  CONCURRENT(
      409, "ConflictException", "Updating or deleting %s may cause a conflict.", Fidelity.DOC),
  THROTTLED(429, "ThrottlingException", "Rate exceeded", Fidelity.DOC),
  FAILED(500, "InternalServerException", "Unexpected error occurred.", Fidelity.DOC);

  private final Wording wording;

  SchedulerError(int status, String code, String message, Fidelity fidelity) {
    this.wording = new Wording(status, code, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
