package dev.portolan.testkit.memory;

import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Map;
import java.util.TreeMap;

/** What a function shall be in the memory cloud. */
record Wanted(Map<String, String> fields) {
  static Wanted of(FunctionSpec function, Artifact artifact, String role) {
    return new Wanted(
        new TreeMap<>(
            Map.of(
                "digest", artifact.sha256(),
                "memory", Integer.toString(function.sizing().memoryMebibytes()),
                "access",
                    function
                        .triggers(Trigger.Http.class)
                        .map(Trigger.Http::access)
                        .toList()
                        .toString(),
                "environment", function.environment().toString(),
                "role", role)));
  }

  /** Whether a function, or a version of one, is so already. */
  boolean isIn(Thing thing) {
    return fields.entrySet().stream()
        .filter(field -> !field.getKey().equals("role") || !thing.get("role").isEmpty())
        .allMatch(field -> thing.get(field.getKey()).equals(field.getValue()));
  }
}
