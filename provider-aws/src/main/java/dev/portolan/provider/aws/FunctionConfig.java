package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;

/**
 * What a version of a function is beside its code, as far as we set it. Its text names variables of
 * the environment, never their values.
 *
 * @param release what stands in front of it, as {@link Release} writes it into the description
 */
record FunctionConfig(
    String runtime,
    String handler,
    int memory,
    int timeout,
    String role,
    SortedMap<String, String> environment,
    boolean snapStart,
    String release) {
  FunctionConfig {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
  }

  static FunctionConfig from(FunctionConfiguration seen) {
    Map<String, String> environment =
        seen.environment() == null ? Map.of() : seen.environment().variables();
    boolean snapStart =
        seen.snapStart() != null
            && seen.snapStart().applyOn() == SnapStartApplyOn.PUBLISHED_VERSIONS;
    return new FunctionConfig(
        seen.runtimeAsString(),
        seen.handler(),
        seen.memorySize(),
        seen.timeout(),
        seen.role(),
        new TreeMap<>(environment),
        snapStart,
        Release.steady(seen.description()));
  }

  /** What is not as it shall be, one phrase a field. */
  List<String> differences(FunctionConfig wanted) {
    List<String> all = new ArrayList<>();
    compare(all, "runtime", runtime, wanted.runtime);
    compare(all, "handler", handler, wanted.handler);
    compare(all, "memory", memory + " MiB", wanted.memory + " MiB");
    compare(all, "timeout", timeout + " s", wanted.timeout + " s");
    compare(all, "role", role, wanted.role);
    compare(all, "snapStart", snapStart, wanted.snapStart);
    TreeSet<String> names = new TreeSet<>(environment.keySet());
    names.addAll(wanted.environment.keySet());
    for (String name : names) {
      String before = environment.get(name);
      String after = wanted.environment.get(name);
      if (!Objects.equals(before, after)) {
        String deed = before == null ? "added" : after == null ? "removed" : "changed";
        all.add("variable " + name + " " + deed);
      }
    }
    all.addAll(Release.differences(release, wanted.release));
    return all;
  }

  private static void compare(List<String> all, String field, Object before, Object after) {
    if (!Objects.equals(before, after)) {
      all.add(field + " " + before + " → " + after);
    }
  }

  @Override
  public String toString() {
    return "FunctionConfig[" + runtime + ", " + memory + " MiB, " + environment.keySet() + "]";
  }
}
