package dev.portolan.deploy.portability;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.objectweb.asm.Opcodes;

/**
 * What can be called, from some methods on, of a project's own classes. A call of a type reaches
 * what its subtypes make of it; a class that is created and descends from a library's may be called
 * by that library, so all of its methods are reached. What is called by name alone, by reflection
 * or a framework, is not seen.
 */
final class Reach {
  private static final Set<String> NOBODYS =
      Set.of("java.lang.Object", "java.lang.Record", "java.lang.Enum");

  private final SortedMap<String, Code> own;
  private final Dispatch dispatch;
  private final Map<String, Code.Method> reached = new LinkedHashMap<>();
  private final Deque<Code.Method> open = new ArrayDeque<>();
  private final Set<String> touched = new LinkedHashSet<>();

  private Reach(SortedMap<String, Code> own, Dispatch dispatch) {
    this.own = own;
    this.dispatch = dispatch;
  }

  /** All that is reached from these, themselves included. */
  static List<Code.Method> from(
      SortedMap<String, Code> own, Dispatch dispatch, List<Code.Method> roots) {
    Reach reach = new Reach(own, dispatch);
    roots.forEach(reach::reach);
    while (!reach.open.isEmpty()) {
      reach.follow(reach.open.remove());
    }
    return List.copyOf(reach.reached.values());
  }

  private void reach(Code.Method method) {
    if (reached.putIfAbsent(method.key(), method) == null) {
      open.add(method);
      touch(method.owner());
    }
  }

  private void follow(Code.Method method) {
    method.mentions().forEach(mention -> touch(mention.type()));
    for (Code.Call call : method.calls()) {
      dispatch.targets(call).forEach(this::reach);
      if (call.name().equals("<init>")) {
        created(call.owner());
      }
    }
  }

  /** Its static initialiser runs. */
  private void touch(String name) {
    if (own.containsKey(name) && touched.add(name)) {
      own.get(name).methods().stream()
          .filter(method -> method.name().equals("<clinit>"))
          .forEach(this::reach);
    }
  }

  private void created(String name) {
    Set<String> line = new LinkedHashSet<>();
    Code code = own.get(name);
    while (code != null && line.add(code.name())) {
      if (code.supertypes().stream().anyMatch(this::isForeign)) {
        code.methods().stream()
            .filter(method -> !method.has(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE))
            .filter(method -> !method.isCreation())
            .forEach(this::reach);
      }
      code = code.supertypes().isEmpty() ? null : own.get(code.supertypes().get(0));
    }
  }

  private boolean isForeign(String type) {
    return !own.containsKey(type) && !NOBODYS.contains(type);
  }
}
