package dev.portolan.deploy.portability;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** Which of a project's own methods a call may end in: a type's own, inherited, or a subtype's. */
final class Dispatch {
  private final SortedMap<String, Code> own;
  private final Map<String, Set<String>> subtypes = new HashMap<>();
  private final Map<String, Set<Code.Method>> known = new HashMap<>();

  Dispatch(SortedMap<String, Code> own) {
    this.own = own;
    for (Code code : own.values()) {
      for (String above : code.supertypes()) {
        subtypes.computeIfAbsent(above, name -> new LinkedHashSet<>()).add(code.name());
      }
    }
  }

  Set<Code.Method> targets(Code.Call call) {
    return known.computeIfAbsent(
        call.owner() + "." + call.name() + call.descriptor(), key -> find(call));
  }

  private Set<Code.Method> find(Code.Call call) {
    Set<Code.Method> targets = new LinkedHashSet<>();
    up(call.owner(), call, targets, new HashSet<>());
    if (own.containsKey(call.owner()) && !call.name().equals("<init>")) {
      for (String below : below(call.owner())) {
        // what it inherits may come from a class that knows nothing of the type that is called
        up(below, call, targets, new HashSet<>());
      }
    }
    return targets;
  }

  /** All that descends from a type, itself left out. */
  Set<String> below(String type) {
    Set<String> below = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(subtypes.getOrDefault(type, Set.of()));
    while (!open.isEmpty()) {
      String next = open.remove();
      if (below.add(next)) {
        open.addAll(subtypes.getOrDefault(next, Set.of()));
      }
    }
    return below;
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
