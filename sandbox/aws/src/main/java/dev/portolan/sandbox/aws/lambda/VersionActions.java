package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Published versions: copies of {@code $LATEST} that never change. */
final class VersionActions {
  private final LambdaWorld world;

  VersionActions(LambdaWorld world) {
    this.world = world;
  }

  Map<String, Action> all() {
    return Map.of("PublishVersion", this::publish, "ListVersionsByFunction", this::list);
  }

  private Reply publish(Call call) {
    ObjectNode function = Functions.record(call, FunctionReference.from(call));
    ObjectNode latest = Functions.latest(function);
    Configuration.idle(latest, call.now());
    Functions.matching(call, Configuration.revision(latest, call.now()));
    String sha256 = latest.path("CodeSha256").asText();
    if (call.has("CodeSha256") && !call.text("CodeSha256").equals(sha256)) {
      throw LambdaError.CODE_SHA.refusal(call.text("CodeSha256"), sha256);
    }
    return Reply.of(publish(call, function));
  }

  /**
   * Publishes what is latest; gives back the last version when no update came since. Lambda does
   * not look into an update: one that changes nothing, or the description alone, counts too.
   *
   * @see <a href="https://github.com/getmoto/moto/pull/8379">what was measured against Lambda</a>
   */
  ObjectNode publish(Call call, ObjectNode function) {
    ObjectNode latest = Functions.latest(function);
    String last = function.path("lastVersion").asText("0");
    if (function.path("versions").get(last) instanceof ObjectNode published
        && published.path("_from").equals(latest.path("RevisionId"))) {
      return Configuration.shown(published, call.now());
    }
    String number = String.valueOf(Integer.parseInt(last) + 1);
    ObjectNode version = latest.deepCopy();
    version.put("Version", number);
    version.put("FunctionArn", latest.path("FunctionArn").asText() + ":" + number);
    if (!call.text("Description").isEmpty() && call.operation().name().equals("PublishVersion")) {
      version.put("Description", call.text("Description"));
    }
    boolean snapshot =
        latest.path("SnapStart").path("ApplyOn").asText().equals("PublishedVersions");
    if (snapshot) {
      ((ObjectNode) version.get("SnapStart")).put("OptimizationStatus", "On");
    }
    Duration delay = snapshot ? world.timings().get().snapshot() : world.timings().get().publish();
    String modified = latest.path("LastModified").asText();
    Configuration.created(version, call.state(), call.now(), call.now().plus(delay));
    world.mayFail(version);
    version.put("LastModified", modified);
    version.set("_from", latest.path("RevisionId"));
    call.part(function, "versions").set(number, version);
    function.put("lastVersion", number);
    return Configuration.shown(version, call.now());
  }

  private Reply list(Call call) {
    ObjectNode function = Functions.record(call, FunctionReference.from(call));
    return Functions.page(call, "Versions", versions(call, function));
  }

  /** {@code $LATEST} first, then the versions in the order they were published. */
  static List<JsonNode> versions(Call call, ObjectNode function) {
    List<JsonNode> versions = new ArrayList<>();
    ObjectNode latest = Functions.latest(function);
    versions.add(
        Configuration.shown(
            latest, call.now(), latest.path("FunctionArn").asText() + ":" + Functions.LATEST));
    for (JsonNode version : function.path("versions")) {
      versions.add(Configuration.shown((ObjectNode) version, call.now()));
    }
    return versions;
  }
}
