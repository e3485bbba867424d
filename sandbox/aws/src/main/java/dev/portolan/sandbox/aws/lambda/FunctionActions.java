package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.aws.protocol.Action;
import dev.portolan.sandbox.aws.protocol.Call;
import dev.portolan.sandbox.aws.protocol.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions themselves: made, told, listed, deleted. */
final class FunctionActions {
  private final LambdaWorld world;

  FunctionActions(LambdaWorld world) {
    this.world = world;
  }

  Map<String, Action> all() {
    return Map.of(
        "CreateFunction", this::create,
        "GetFunction", this::get,
        "GetFunctionConfiguration", this::configuration,
        "ListFunctions", this::list,
        "DeleteFunction", this::delete);
  }

  private Reply create(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    if (call.text("PackageType").equals("Image")) {
      throw LambdaError.IMAGES.refusal();
    }
    if (!call.has("Runtime") || !call.has("Handler")) {
      throw LambdaError.RUNTIME_AND_HANDLER.refusal();
    }
    Settings.checkTags(call.get("Tags"));
    ObjectNode configuration = fresh(call, reference);
    Settings.check(call, configuration, world.timings().get().rolePropagation());
    CodePackage code = CodePackage.from(call, call.get("Code"), world.blobs());
    if (Functions.all(call).has(reference.name())) {
      throw LambdaError.FUNCTION_EXISTS.refusal(reference.name());
    }
    Settings.apply(call, configuration);
    put(configuration, code);
    Configuration.created(
        configuration, call.state(), call.now(), call.now().plus(world.timings().get().create()));
    world.mayFail(configuration);
    ObjectNode function = Functions.all(call).putObject(reference.name());
    function.set("latest", configuration);
    if (call.get("Tags").size() > 0) {
      function.set("tags", call.get("Tags").deepCopy());
    }
    if (call.flag("Publish")) {
      return Reply.of(new VersionActions(world).publish(call, function));
    }
    return Reply.of(Configuration.shown(configuration, call.now()));
  }

  private static ObjectNode fresh(Call call, FunctionReference reference) {
    ObjectNode configuration = JsonNodeFactory.instance.objectNode();
    configuration.put("FunctionName", reference.name());
    configuration.put("FunctionArn", reference.unqualifiedArn(call));
    configuration.put("Description", "");
    configuration.put("Timeout", 3);
    configuration.put("MemorySize", 128);
    configuration.put("Version", Functions.LATEST);
    configuration.put("PackageType", "Zip");
    configuration.putObject("TracingConfig").put("Mode", "PassThrough");
    configuration.putObject("EphemeralStorage").put("Size", 512);
    configuration.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
    configuration
        .putObject("LoggingConfig")
        .put("LogFormat", "Text")
        .put("LogGroup", "/aws/lambda/" + reference.name());
    JsonNode architectures = call.get("Architectures");
    if (architectures.isArray()) {
      configuration.set("Architectures", architectures.deepCopy());
    } else {
      configuration.putArray("Architectures").add("x86_64");
    }
    return configuration;
  }

  static void put(ObjectNode configuration, CodePackage code) {
    configuration.put("CodeSha256", code.sha256());
    configuration.put("CodeSize", code.size());
    configuration.put("_code", code.digest());
  }

  private Reply get(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = Functions.record(call, reference);
    ObjectNode version = Functions.version(call, reference);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("Configuration", Configuration.shown(version, call.now(), reference.arn(call)));
    body.putObject("Code")
        .put("RepositoryType", "S3")
        .put(
            "Location",
            "https://awslambda-"
                + call.caller().region()
                + "-tasks.s3."
                + call.caller().region()
                + ".amazonaws.com/snapshots/"
                + version.path("_code").asText());
    if (function.path("tags").size() > 0) {
      body.set("Tags", function.get("tags"));
    }
    if (function.has("reserved")) {
      body.putObject("Concurrency")
          .put("ReservedConcurrentExecutions", function.path("reserved").asInt());
    }
    return Reply.of(body);
  }

  private Reply configuration(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode version = Functions.version(call, reference);
    return Reply.of(Configuration.shown(version, call.now(), reference.arn(call)));
  }

  private Reply list(Call call) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode function : Functions.all(call)) {
      if (call.text("FunctionVersion").equals("ALL")) {
        found.addAll(VersionActions.versions(call, (ObjectNode) function));
      } else {
        found.add(Configuration.shown(Functions.latest((ObjectNode) function), call.now()));
      }
    }
    return Functions.page(call, "Functions", found);
  }

  private Reply delete(Call call) {
    FunctionReference reference = FunctionReference.from(call);
    ObjectNode function = Functions.record(call, reference);
    if (reference.qualifier().isEmpty()) {
      Functions.all(call).remove(reference.name());
      return Reply.empty();
    }
    String qualifier = reference.qualifier().get();
    if (qualifier.equals(Functions.LATEST)) {
      throw LambdaError.DELETE_LATEST.refusal();
    }
    if (!qualifier.matches("\\d+")) {
      throw LambdaError.DELETE_ALIAS.refusal();
    }
    Functions.version(call, reference);
    List<String> users = AliasActions.usersOf(function, qualifier);
    if (!users.isEmpty()) {
      throw LambdaError.VERSION_IN_USE.refusal(qualifier, reference.name(), users);
    }
    ((ObjectNode) function.get("versions")).remove(qualifier);
    return Reply.empty();
  }
}
