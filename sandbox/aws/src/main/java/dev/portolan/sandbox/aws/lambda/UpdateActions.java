package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.Map;

/** Changes of code and of configuration; one at a time. */
final class UpdateActions {
  private final LambdaWorld world;

  UpdateActions(LambdaWorld world) {
    this.world = world;
  }

  Map<String, Action> all() {
    return Map.of("UpdateFunctionCode", this::code, "UpdateFunctionConfiguration", this::settings);
  }

  private ObjectNode ready(Call call) {
    ObjectNode latest = Functions.latest(Functions.record(call, FunctionReference.from(call)));
    Configuration.idle(latest, call.now());
    Functions.matching(call, Configuration.revision(latest, call.now()));
    return latest;
  }

  private Reply code(Call call) {
    ObjectNode latest = ready(call);
    CodePackage code = CodePackage.from(call, call.in(), world.blobs());
    if (call.flag("DryRun")) {
      ObjectNode checked = latest.deepCopy();
      FunctionActions.put(checked, code);
      return Reply.of(Configuration.shown(checked, call.now()));
    }
    FunctionActions.put(latest, code);
    if (call.has("Architectures")) {
      latest.set("Architectures", call.get("Architectures").deepCopy());
    }
    settle(call, latest);
    if (call.flag("Publish")) {
      ObjectNode function = Functions.record(call, FunctionReference.from(call));
      return Reply.of(new VersionActions(world).publish(call, function));
    }
    return Reply.of(Configuration.shown(latest, call.now()));
  }

  private Reply settings(Call call) {
    ObjectNode latest = ready(call);
    Settings.check(call, latest, world.timings().get().rolePropagation());
    Settings.apply(call, latest);
    settle(call, latest);
    return Reply.of(Configuration.shown(latest, call.now()));
  }

  private void settle(Call call, ObjectNode latest) {
    Configuration.updated(
        latest, call.state(), call.now(), call.now().plus(world.timings().get().update()));
    world.mayFail(latest);
  }
}
