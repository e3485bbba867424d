package dev.portolan.sandbox.gcp.run;

import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.Condition.CommonReason;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;

/** Conditions as Cloud Run tells them. */
final class Conditions {
  private Conditions() {}

  static Condition reconciling(String type, Instant now) {
    return of(type, Condition.State.CONDITION_RECONCILING, now).build();
  }

  static Condition succeeded(String type, Instant now) {
    return of(type, Condition.State.CONDITION_SUCCEEDED, now).build();
  }

  static Condition failed(String type, String message, CommonReason reason, Instant now) {
    return of(type, Condition.State.CONDITION_FAILED, now)
        .setMessage(message)
        .setSeverity(Condition.Severity.ERROR)
        .setReason(reason)
        .build();
  }

  private static Condition.Builder of(String type, Condition.State state, Instant now) {
    return Condition.newBuilder()
        .setType(type)
        .setState(state)
        .setLastTransitionTime(Times.of(now));
  }
}
