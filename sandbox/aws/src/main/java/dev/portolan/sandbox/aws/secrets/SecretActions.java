package dev.portolan.sandbox.aws.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.time.Duration;
import java.util.Map;

/** Secrets and their versions. One version is AWSCURRENT, the one before it AWSPREVIOUS. */
final class SecretActions {
  private static final String CURRENT = "AWSCURRENT";
  private static final String PREVIOUS = "AWSPREVIOUS";

  private SecretActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateSecret", SecretActions::create,
        "PutSecretValue", SecretActions::put,
        "GetSecretValue", SecretActions::get,
        "DescribeSecret", SecretActions::describe,
        "DeleteSecret", SecretActions::delete);
  }

  private static ObjectNode secrets(Call call) {
    return call.part(call.regional("secretsmanager"), "secrets");
  }

  /** By name, ARN, or ARN without the six characters at its end. */
  private static ObjectNode secret(Call call, boolean evenDeleted) {
    String id = call.text("SecretId");
    for (JsonNode secret : secrets(call)) {
      String arn = secret.path("ARN").asText();
      if (id.equals(secret.path("Name").asText())
          || id.equals(arn)
          || id.equals(arn.substring(0, arn.length() - 7))) {
        if (!evenDeleted && secret.has("DeletedDate")) {
          throw SecretsError.DELETED.refusal();
        }
        return (ObjectNode) secret;
      }
    }
    throw SecretsError.NO_SECRET.refusal();
  }

  private static Reply create(Call call) {
    String name = call.text("Name");
    if (!name.matches("[a-zA-Z0-9/_+=.@!-]+")) {
      throw SecretsError.NAME.refusal();
    }
    if (secrets(call).has(name)) {
      throw secrets(call).get(name).has("DeletedDate")
          ? SecretsError.DELETED.refusal()
          : SecretsError.EXISTS.refusal(name);
    }
    ObjectNode secret = secrets(call).putObject(name);
    secret.put(
        "ARN",
        call.caller()
            .arnOf("secretsmanager", "secret:" + name + "-" + Ids.letters(call.state(), 6)));
    secret.put("Name", name);
    call.optional("Description").ifPresent(text -> secret.put("Description", text));
    secret.put("CreatedDate", call.now().toEpochMilli() / 1000.0);
    if (call.get("Tags").size() > 0) {
      secret.set("Tags", call.get("Tags").deepCopy());
    }
    ObjectNode answer = named(secret);
    if (call.has("SecretString") || call.has("SecretBinary")) {
      answer.put("VersionId", addVersion(call, secret));
    }
    return Reply.of(answer);
  }

  private static ObjectNode named(JsonNode secret) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("ARN", secret.get("ARN"));
    answer.set("Name", secret.get("Name"));
    return answer;
  }

  /** Adds the request's value; gives back the version that is there when it holds the same. */
  private static String addVersion(Call call, ObjectNode secret) {
    if (call.has("SecretString") == call.has("SecretBinary")) {
      throw SecretsError.ONE_VALUE.refusal();
    }
    String member = call.has("SecretString") ? "SecretString" : "SecretBinary";
    String id = call.optional("ClientRequestToken").orElseGet(() -> Ids.uuid(call.state()));
    ObjectNode versions = call.part(secret, "_versions");
    if (versions.has(id)) {
      if (versions.get(id).path(member).equals(call.get(member))) {
        return id;
      }
      throw SecretsError.VERSION_EXISTS.refusal();
    }
    ObjectNode version = versions.putObject(id);
    version.set(member, call.get(member));
    version.put("CreatedDate", call.now().toEpochMilli() / 1000.0);
    version.putArray("VersionStages");
    if (call.get("VersionStages").isArray()) {
      call.get("VersionStages").forEach(stage -> give(versions, id, stage.asText()));
    } else {
      give(versions, id, CURRENT);
    }
    return id;
  }

  /** Moves a stage to a version; who was current becomes previous. */
  private static void give(ObjectNode versions, String id, String stage) {
    for (Map.Entry<String, JsonNode> version : versions.properties()) {
      ArrayNode stages = (ArrayNode) version.getValue().get("VersionStages");
      boolean had = false;
      for (int i = stages.size() - 1; i >= 0; i--) {
        if (stages.get(i).asText().equals(stage)) {
          stages.remove(i);
          had = true;
        }
      }
      if (had && stage.equals(CURRENT) && !version.getKey().equals(id)) {
        give(versions, version.getKey(), PREVIOUS);
      }
    }
    ((ArrayNode) versions.get(id).get("VersionStages")).add(stage);
  }

  private static Reply put(Call call) {
    ObjectNode secret = secret(call, false);
    String id = addVersion(call, secret);
    ObjectNode answer = named(secret).put("VersionId", id);
    answer.set("VersionStages", secret.path("_versions").path(id).path("VersionStages"));
    return Reply.of(answer);
  }

  private static Reply get(Call call) {
    ObjectNode secret = secret(call, false);
    String stage = call.optional("VersionStage").orElse(call.has("VersionId") ? "" : CURRENT);
    for (Map.Entry<String, JsonNode> version : secret.path("_versions").properties()) {
      boolean staged = stage.isEmpty();
      for (JsonNode own : version.getValue().path("VersionStages")) {
        staged |= own.asText().equals(stage);
      }
      if (staged && (!call.has("VersionId") || call.text("VersionId").equals(version.getKey()))) {
        ObjectNode answer = named(secret).put("VersionId", version.getKey());
        answer.setAll((ObjectNode) version.getValue());
        return Reply.of(answer);
      }
    }
    throw call.has("VersionId")
        ? SecretsError.NO_VERSION.refusal(call.text("VersionId"))
        : SecretsError.NO_STAGE.refusal(stage);
  }

  private static Reply describe(Call call) {
    ObjectNode secret = secret(call, true);
    ObjectNode answer = secret.deepCopy();
    answer.remove("_versions");
    ObjectNode stages = answer.putObject("VersionIdsToStages");
    secret
        .path("_versions")
        .properties()
        .forEach(v -> stages.set(v.getKey(), v.getValue().get("VersionStages")));
    return Reply.of(answer);
  }

  private static Reply delete(Call call) {
    ObjectNode secret = secret(call, true);
    boolean now = call.flag("ForceDeleteWithoutRecovery");
    long days = now ? 0 : call.get("RecoveryWindowInDays").asLong(30);
    double date = call.now().plus(Duration.ofDays(days)).toEpochMilli() / 1000.0;
    ObjectNode answer = named(secret).put("DeletionDate", date);
    if (now) {
      secrets(call).remove(secret.path("Name").asText());
    } else {
      secret.put("DeletedDate", date);
    }
    return Reply.of(answer);
  }
}
