package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * A version's configuration in Lambda's own member names. Members that begin with an underscore are
 * the sandbox's: {@code _code} the zip's digest, {@code _settles} when what is under way is done.
 */
final class Configuration {
  private static final DateTimeFormatter MODIFIED =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

  private Configuration() {}

  static void created(ObjectNode configuration, ObjectNode state, Instant now, Instant settles) {
    stamp(configuration, state, now, settles);
    configuration.put("_state", "Pending");
  }

  static void updated(ObjectNode configuration, ObjectNode state, Instant now, Instant settles) {
    stamp(configuration, state, now, settles);
    configuration.put("_state", "InProgress");
  }

  private static void stamp(
      ObjectNode configuration, ObjectNode state, Instant now, Instant settles) {
    configuration.put("LastModified", MODIFIED.format(now));
    configuration.put("RevisionId", Ids.uuid(state));
    configuration.put("_settles", settles.toEpochMilli());
    configuration.remove("_failure");
  }

  static boolean settled(ObjectNode configuration, Instant now) {
    return configuration.path("_settles").asLong() <= now.toEpochMilli();
  }

  /** The revision now: it changes once more when what was under way is done. */
  static String revision(ObjectNode configuration, Instant now) {
    String revision = configuration.path("RevisionId").asText();
    return settled(configuration, now) ? Ids.uuidAfter(revision) : revision;
  }

  /** Refuses while something is under way. */
  static void idle(ObjectNode configuration, Instant now) {
    if (!settled(configuration, now)) {
      throw configuration.path("_state").asText().equals("Pending")
          ? LambdaError.PENDING.refusal()
          : LambdaError.UPDATE_IN_PROGRESS.refusal(configuration.path("FunctionArn").asText());
    }
  }

  /** As Lambda tells it at this moment. */
  static ObjectNode shown(ObjectNode configuration, Instant now) {
    ObjectNode shown = configuration.deepCopy();
    List<String> own = new ArrayList<>();
    shown.fieldNames().forEachRemaining(own::add);
    own.removeIf(name -> !name.startsWith("_"));
    shown.remove(own);
    shown.put("RevisionId", revision(configuration, now));
    if (settled(configuration, now)) {
      shown.put("State", "Active").put("LastUpdateStatus", "Successful");
      if (configuration.has("_failure")) {
        fail(shown, configuration);
      }
    } else if (configuration.path("_state").asText().equals("Pending")) {
      shown
          .put("State", "Pending")
          .put("StateReason", "The function is being created.")
          .put("StateReasonCode", "Creating");
    } else {
      shown
          .put("State", "Active")
          .put("LastUpdateStatus", "InProgress")
          .put("LastUpdateStatusReason", "The function is being created.")
          .put("LastUpdateStatusReasonCode", "Creating");
    }
    return shown;
  }

  /**
   * A creation that fails leaves a function that cannot run; an update that fails leaves the old
   * one.
   */
  private static void fail(ObjectNode shown, ObjectNode configuration) {
    boolean created = configuration.path("_state").asText().equals("Pending");
    String prefix = created ? "State" : "LastUpdateStatus";
    shown
        .put(prefix, "Failed")
        .put(prefix + "Reason", configuration.path("_failure").path("reason").asText())
        .put(prefix + "ReasonCode", configuration.path("_failure").path("code").asText());
  }

  /** Lets what is under way end badly. */
  static void fail(ObjectNode configuration, AsyncFailure failure) {
    configuration.putObject("_failure").put("code", failure.code()).put("reason", failure.reason());
  }

  /** Refuses a version that can never be run or be pointed at. */
  static void usable(ObjectNode configuration) {
    if (configuration.has("_failure") && configuration.path("_state").asText().equals("Pending")) {
      throw LambdaError.SNAPSHOT_FAILED.refusal();
    }
  }

  /** The same under the ARN it was asked for by. */
  static ObjectNode shown(ObjectNode configuration, Instant now, String arn) {
    return shown(configuration, now).put("FunctionArn", arn);
  }
}
