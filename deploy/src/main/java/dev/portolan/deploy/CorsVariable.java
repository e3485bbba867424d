package dev.portolan.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Cors;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The environment variable by which a function learns its {@link Cors}.
 *
 * <p>What runs in the cloud answers by it, and the answers are the same on all platforms; a
 * provider whose platform answers browsers before any function tells it the same. And what is
 * packed is the same for every stage.
 */
final class CorsVariable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CorsVariable() {}

  /** The application with the variable in each function that shares its responses. */
  static Application in(Application application) {
    return application.withFunctions(
        application.functions().stream().map(CorsVariable::in).toList());
  }

  private static FunctionSpec in(FunctionSpec function) {
    Optional<Cors> cors =
        function.triggers(Trigger.Http.class).flatMap(http -> http.cors().stream()).findFirst();
    if (cors.isEmpty()) {
      return function;
    }
    Map<String, String> environment = new TreeMap<>(function.environment());
    environment.put(Cors.VARIABLE, value(cors.get()));
    return function.withEnvironment(environment);
  }

  static String value(Cors cors) {
    ObjectNode value = JSON.createObjectNode();
    cors.origins().forEach(value.putArray("origins")::add);
    cors.headers().forEach(value.putArray("headers")::add);
    cors.exposes().forEach(value.putArray("exposes")::add);
    value.put("credentials", cors.credentials());
    cors.maxAge().ifPresent(age -> value.put("maxAge", age.toSeconds()));
    return value.toString();
  }
}
