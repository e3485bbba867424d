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

  private final Set<String> without;

  private Reach(SortedMap<String, Code> own, Dispatch dispatch, Set<String> without) {
    this.own = own;
    this.dispatch = dispatch;
    this.without = without;
  }

  /**
   * All that is reached from these, themselves included.
   *
   * @param without classes that are taken as if they had no methods
   */
  static List<Code.Method> from(
      SortedMap<String, Code> own,
      Dispatch dispatch,
      List<Code.Method> roots,
      Set<String> without) {
    Reach reach = new Reach(own, dispatch, without);
    roots.forEach(reach::reach);
    while (!reach.open.isEmpty()) {
      reach.follow(reach.open.remove());
    }
    return List.copyOf(reach.reached.values());
  }

  private void reach(Code.Method method) {
    if (!without.contains(method.owner()) && reached.putIfAbsent(method.key(), method) == null) {
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

  /** Whatever stands between it and a library's type, what is called may be declared there. */
  private void created(String name) {
    Set<String> line = new LinkedHashSet<>();
    boolean foreign = above(name, line);
    if (foreign) {
      line.stream()
          .flatMap(each -> own.get(each).methods().stream())
          .filter(method -> !method.has(Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE))
          .filter(method -> !method.isCreation())
          .forEach(this::reach);
    }
  }

  /** Collects what it descends from of the project's own; whether a library's is above that. */
  private boolean above(String name, Set<String> line) {
    boolean foreign = false;
    Deque<String> next = new ArrayDeque<>(List.of(name));
    while (!next.isEmpty()) {
      String type = next.remove();
      if (isForeign(type)) {
        foreign = true;
      } else if (own.containsKey(type) && line.add(type)) {
        next.addAll(own.get(type).supertypes());
      }
    }
    return foreign && own.containsKey(name);
  }

  private boolean isForeign(String type) {
    return !own.containsKey(type) && !NOBODYS.contains(type);
  }
}
