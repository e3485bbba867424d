package dev.portolan.sandbox.aws.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Ids;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Stages: what of an API is reachable. Only those that deploy by themselves serve anything here.
 */
final class StageActions {
  private StageActions() {}

  static Map<String, Action> all() {
    return Map.of(
        "CreateStage", StageActions::create,
        "GetStage", StageActions::get,
        "GetStages", StageActions::list,
        "UpdateStage", StageActions::update,
        "DeleteStage", StageActions::delete);
  }

  private static ObjectNode all(Call call) {
    return call.part(Apis.api(call), "_stages");
  }

  private static ObjectNode stage(Call call) {
    if (all(call).get(call.text("StageName")) instanceof ObjectNode found) {
      return found;
    }
    throw GatewayError.NO_STAGE.refusal();
  }

  static ObjectNode add(Call call, ObjectNode api, String name) {
    String now = call.now().truncatedTo(ChronoUnit.SECONDS).toString();
    ObjectNode stage = JsonNodeFactory.instance.objectNode();
    stage.put("stageName", name);
    stage.put("createdDate", now);
    stage.put("lastUpdatedDate", now);
    stage.put("autoDeploy", false);
    stage.putObject("defaultRouteSettings").put("detailedMetricsEnabled", false);
    stage.putObject("routeSettings");
    stage.putObject("stageVariables");
    call.part(api, "_stages").set(name, stage);
    return stage;
  }

  private static Reply create(Call call) {
    String name = call.text("stageName");
    if (!name.matches("\\$default|[a-zA-Z0-9_-]{1,128}")) {
      throw GatewayError.STAGE_NAME.refusal();
    }
    Apis.limitTags(call.get("tags"));
    if (all(call).has(name)) {
      throw GatewayError.STAGE_EXISTS.refusal();
    }
    ObjectNode stage = add(call, Apis.api(call), name);
    Apis.lay(call, stage);
    deploy(call, stage);
    return Reply.of(stage);
  }

  private static void deploy(Call call, ObjectNode stage) {
    if (stage.path("autoDeploy").asBoolean()) {
      stage.put("deploymentId", Ids.letters(call.state(), 6));
      stage.put(
          "lastDeploymentStatusMessage",
          "Successfully deployed stage with deployment ID '"
              + stage.path("deploymentId").asText()
              + "'");
    }
  }

  private static Reply get(Call call) {
    return Reply.of(stage(call));
  }

  private static Reply list(Call call) {
    return Apis.page(call, all(call));
  }

  private static Reply update(Call call) {
    ObjectNode stage = stage(call);
    Apis.lay(call, stage);
    stage.put("lastUpdatedDate", call.now().truncatedTo(ChronoUnit.SECONDS).toString());
    deploy(call, stage);
    return Reply.of(stage);
  }

  private static Reply delete(Call call) {
    stage(call);
    all(call).remove(call.text("StageName"));
    return Reply.empty();
  }
}
