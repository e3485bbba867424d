package dev.portolan.deploy.portability;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Which of a project's own methods a call may end in: a type's own, inherited, or a subtype's. */
final class Dispatch {
  private final SortedMap<String, Code> own;
  private final Map<String, Set<String>> subtypes = new HashMap<>();

  Dispatch(SortedMap<String, Code> own) {
    this.own = own;
    for (Code code : own.values()) {
      for (String above : code.supertypes()) {
        subtypes.computeIfAbsent(above, name -> new LinkedHashSet<>()).add(code.name());
      }
    }
  }

  Set<Code.Method> targets(Code.Call call) {
    Set<Code.Method> targets = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    up(call.owner(), call, targets, seen);
    if (own.containsKey(call.owner()) && !call.name().equals("<init>")) {
      down(call.owner(), call, targets, seen);
    }
    return targets;
  }

  private void up(String type, Code.Call call, Set<Code.Method> targets, Set<String> seen) {
    Code code = own.get(type);
    if (code == null || !seen.add(type) || declared(code, call, targets)) {
      return;
    }
    if (!call.name().equals("<init>")) {
      code.supertypes().forEach(above -> up(above, call, targets, seen));
    }
  }

  private void down(String type, Code.Call call, Set<Code.Method> targets, Set<String> seen) {
    for (String below : subtypes.getOrDefault(type, Set.of())) {
      if (seen.add(below)) {
        declared(own.get(below), call, targets);
        down(below, call, targets, seen);
      }
    }
  }

  private static boolean declared(Code code, Code.Call call, Set<Code.Method> targets) {
    List<Code.Method> found =
        code.methods().stream()
            .filter(method -> method.name().equals(call.name()))
            .filter(method -> method.descriptor().equals(call.descriptor()))
            .toList();
    targets.addAll(found);
    return !found.isEmpty();
  }
}
