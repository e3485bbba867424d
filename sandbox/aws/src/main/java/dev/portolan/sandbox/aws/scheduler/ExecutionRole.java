package dev.portolan.sandbox.aws.scheduler;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.iam.Roles;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The role that a schedule calls its target with. "EventBridge Scheduler applies the execution role
 * to the schedule group": its ARN is what {@code aws:SourceArn} is held against.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html">Confused
 *     deputy prevention</a>
 */
final class ExecutionRole {
  private ExecutionRole() {}

  static boolean assumable(
      ObjectNode state, String role, String groupArn, Instant now, Duration propagation) {
    Map<String, String> context =
        Map.of("aws:SourceArn", groupArn, "aws:SourceAccount", groupArn.split(":")[4]);
    return Roles.assumable(state, role, "scheduler.amazonaws.com", context, now, propagation);
  }

  static boolean mayInvoke(ObjectNode state, String role, String function) {
    return Roles.may(state, role, "lambda:InvokeFunction", function);
  }
}
