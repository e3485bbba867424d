package dev.portolan.deploy.portability;

import dev.portolan.deploy.model.Feature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/**
 * Finds what a target lacks by members of the interface: where one is called, read or overridden by
 * what functions reach that the lack is about. Which ones, and why, each provider says itself.
 */
final class MemberRule {
  private final Seen seen;
  private final List<Served> functions;
  private final Map<Set<Feature>, Set<String>> reached = new HashMap<>();

  private MemberRule(Seen seen, List<Served> functions) {
    this.seen = seen;
    this.functions = functions;
  }

  static List<Finding> find(Seen seen, List<Served> functions) {
    MemberRule rule = new MemberRule(seen, functions);
    Set<String> names = new TreeSet<>();
    seen.targeted().forEach(ties -> names.addAll(ties.lacks().keySet()));
    List<Finding> findings = new ArrayList<>();
    for (String name : names) {
      Lacking all = Lacking.of(name, seen.targeted());
      findings.addAll(rule.members(all));
      findings.addAll(rule.inputs(all));
    }
    return findings;
  }

  private List<Finding> members(Lacking all) {
    Set<String> members = new TreeSet<>();
    all.lacks().values().forEach(lack -> members.addAll(lack.members()));
    List<Finding> findings = new ArrayList<>();
    Map<String, List<Code.Method>> overrides = new TreeMap<>();
    for (Code.Method method : members.isEmpty() ? List.<Code.Method>of() : seen.reached()) {
      for (String member : members) {
        Lacking lacking = among(all, member, method);
        if (lacking.isEmpty()) {
          continue;
        }
        used(method, member)
            .forEach((what, line) -> findings.add(lacking.at(seen.at(method, line), what)));
        if (isOverride(method, member)) {
          overrides.computeIfAbsent(method.owner(), owner -> new ArrayList<>()).add(method);
        }
      }
    }
    overrides.values().forEach(methods -> findings.add(overridden(all, members, methods)));
    return findings;
  }

  /** One for all of a class: they belong together. */
  private Finding overridden(Lacking all, Set<String> members, List<Code.Method> methods) {
    List<String> names = methods.stream().map(Code.Method::name).distinct().toList();
    String type =
        members.stream().filter(each -> isOverride(methods.get(0), each)).findFirst().orElseThrow();
    String member = simple(type.substring(0, type.lastIndexOf('.')));
    return among(all, type, methods.get(0))
        .at(seen.at(methods.get(0), 0), "has " + String.join(" and ", names) + " of " + member);
  }

  /** Those whose lack this is, and for whose functions the method is called. */
  private Lacking among(Lacking all, String member, Code.Method method) {
    Map<String, Ties.Lack> those = new LinkedHashMap<>(all.lacks());
    those
        .values()
        .removeIf(lack -> !lack.members().contains(member) || !isReached(lack.of(), method));
    return new Lacking(all.name(), those);
  }

  private boolean isReached(Set<Feature> of, Code.Method method) {
    return of.isEmpty() || reached.computeIfAbsent(of, this::reach).contains(method.key());
  }

  private Set<String> reach(Set<Feature> of) {
    List<Code.Method> roots =
        called(of).flatMap(function -> function.roots().stream()).distinct().toList();
    Set<String> keys = new HashSet<>();
    Reach.from(seen.own(), seen.dispatch(), roots, Set.of())
        .forEach(method -> keys.add(method.key()));
    return keys;
  }

  private Stream<Served> called(Set<Feature> of) {
    return functions.stream().filter(function -> function.isCalledBy(of));
  }

  /** What a method does with a member, with the line. */
  private static Map<String, Integer> used(Code.Method method, String member) {
    int dot = member.lastIndexOf('.');
    Map<String, Integer> used = new LinkedHashMap<>();
    for (Code.Call call : method.calls()) {
      if (call.is(member.substring(0, dot), member.substring(dot + 1))) {
        used.putIfAbsent("calls " + spoken(member), call.line());
      }
    }
    for (Code.Mention constant : method.constants()) {
      if (constant.type().equals(member)) {
        used.putIfAbsent("asks for " + spoken(member), constant.line());
      }
    }
    return used;
  }

  private boolean isOverride(Code.Method method, String member) {
    int dot = member.lastIndexOf('.');
    return !method.has(Opcodes.ACC_SYNTHETIC)
        && method.name().equals(member.substring(dot + 1))
        && seen.dispatch().below(member.substring(0, dot)).contains(method.owner());
  }

  private List<Finding> inputs(Lacking all) {
    List<Finding> findings = new ArrayList<>();
    for (Served function : functions) {
      Map<String, Ties.Lack> those = new LinkedHashMap<>(all.lacks());
      those
          .values()
          .removeIf(
              lack -> !lack.inputs().contains(function.input()) || !function.isCalledBy(lack.of()));
      if (!those.isEmpty()) {
        findings.add(
            new Lacking(all.name(), those)
                .at(function.place(), "takes " + simple(function.input())));
      }
    }
    return findings;
  }

  /** The type without its package, and the member. */
  private static String spoken(String member) {
    int dot = member.lastIndexOf('.');
    return simple(member.substring(0, dot)) + member.substring(dot);
  }

  private static String simple(String type) {
    return type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
  }
}
