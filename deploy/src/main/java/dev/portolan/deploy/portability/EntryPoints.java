package dev.portolan.deploy.portability;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The functions of a project that were written for one vendor, and what they would take. */
final class EntryPoints {
  private final Project project;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Code.Method> roots = new ArrayList<>();
  private final Set<String> told = new LinkedHashSet<>();
  private final Set<String> called = new HashSet<>();

  private EntryPoints(Project project) {
    this.project = project;
    for (Code code : project.own().values()) {
      for (Code.Method method : code.methods()) {
        method.calls().forEach(call -> called.add(call.name() + call.descriptor()));
      }
    }
  }

  static EntryPoints of(Project project, List<Ties> known) throws IOException {
    EntryPoints entryPoints = new EntryPoints(project);
    for (Code code : project.own().values()) {
      if (!code.isAbstract()) {
        Set<String> ancestors = project.ancestors(code.name());
        known.forEach(ties -> entryPoints.look(code, ancestors, ties));
      }
    }
    return entryPoints;
  }

  /** A finding each. */
  List<Finding> findings() {
    return findings;
  }

  /** The methods that the vendors' platforms call. */
  List<Code.Method> roots() {
    return roots;
  }

  /** Which classes are whose, as {@link TieRule#key}. */
  Set<String> told() {
    return told;
  }

  private void look(Code code, Set<String> ancestors, Ties ties) {
    for (Ties.EntryPoint entry : ties.entryPoints()) {
      if (entry.isAnnotation()) {
        code.methods().stream()
            .filter(method -> method.annotations().contains(entry.type()))
            .forEach(method -> found(code, ties, entry, List.of(method)));
      } else if (entry.byParameter()) {
        code.methods().stream()
            .filter(method -> isNamedOutside(code, ties, entry, method))
            .toList()
            .forEach(method -> found(code, ties, entry, List.of(method)));
      } else if (ancestors.contains(entry.type())) {
        found(code, ties, entry, called(code, ancestors, entry.method()));
      }
    }
  }

  /**
   * Whether only a configuration of the platform can mean a method: nobody else calls it, it takes
   * an input before what the platform adds, and the platform can call it, on an instance that it
   * makes or on none.
   */
  private boolean isNamedOutside(Code code, Ties ties, Ties.EntryPoint entry, Code.Method method) {
    Type[] parameters = Type.getArgumentTypes(method.descriptor());
    return method.has(Opcodes.ACC_PUBLIC)
        && !method.has(Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ABSTRACT)
        && !method.isCreation()
        && parameters.length > 1
        && (method.has(Opcodes.ACC_STATIC) || isMade(code))
        && parameters[parameters.length - 1].getClassName().equals(entry.type())
        && !told.contains(TieRule.key(ties.provider(), code.name()))
        && !called.contains(method.name() + method.descriptor());
  }

  private static boolean isMade(Code code) {
    return code.methods().stream()
        .anyMatch(
            each ->
                each.name().equals("<init>")
                    && each.descriptor().equals("()V")
                    && each.has(Opcodes.ACC_PUBLIC));
  }

  /** What it declares of that name; of what it inherits, the nearest. */
  private List<Code.Method> called(Code code, Set<String> ancestors, String method) {
    List<String> line = new ArrayList<>(List.of(code.name()));
    line.addAll(ancestors);
    for (String name : line) {
      List<Code.Method> methods =
          project.own().containsKey(name)
              ? project.own().get(name).methods().stream()
                  .filter(each -> each.name().equals(method) && !each.has(Opcodes.ACC_ABSTRACT))
                  .toList()
              : List.of();
      if (!methods.isEmpty()) {
        return methods;
      }
    }
    return List.of();
  }

  private void found(Code code, Ties ties, Ties.EntryPoint entry, List<Code.Method> methods) {
    int line =
        methods.stream()
            .filter(method -> !method.has(Opcodes.ACC_SYNTHETIC))
            .filter(method -> method.owner().equals(code.name()))
            .mapToInt(Code.Method::line)
            .findFirst()
            .orElse(0);
    String member = methods.isEmpty() ? entry.method() : methods.get(0).name();
    String simple = entry.type().substring(entry.type().lastIndexOf('.') + 1);
    findings.add(
        Finding.tie(
            entry.name(),
            new Place(code.name(), member, code.source(), line),
            kind(entry) + simple + " of " + ties.provider(),
            hint(ties, entry, methods),
            ties.provider()));
    told.add(TieRule.key(ties.provider(), code.name()));
    roots.addAll(methods);
    code.methods().stream().filter(Code.Method::isCreation).forEach(roots::add);
  }

  private static String kind(Ties.EntryPoint entry) {
    if (entry.byParameter()) {
      return "takes a ";
    }
    return entry.isAnnotation() ? "is marked @" : "is a ";
  }

  /** What it takes: the one interface, and what stands for each thing of the vendor's. */
  private static String hint(Ties ties, Ties.EntryPoint entry, List<Code.Method> methods) {
    Set<String> named = new TreeSet<>();
    for (Code.Method method : methods) {
      named.addAll(method.annotations());
      for (Type type : Type.getArgumentTypes(method.descriptor())) {
        named.add(type.getClassName());
      }
      named.add(Type.getReturnType(method.descriptor()).getClassName());
    }
    StringBuilder hint = new StringBuilder(entry.hint());
    for (String type : named) {
      if (ties.equivalents().containsKey(type)) {
        hint.append("; for ")
            .append(type.substring(type.lastIndexOf('.') + 1))
            .append(" ")
            .append(ties.equivalents().get(type));
      }
    }
    return hint.toString();
  }
}
