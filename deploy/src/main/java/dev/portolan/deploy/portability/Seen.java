package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What the rules look at.
 *
 * @param own the project's own classes
 * @param reached its methods that can be called when a function is
 * @param known what all providers that could be asked say of themselves
 * @param targets the names of those that the project is for
 * @param variables that the project sets itself
 */
record Seen(
    SortedMap<String, Code> own,
    Dispatch dispatch,
    List<Code.Method> reached,
    List<Ties> known,
    List<String> targets,
    Set<String> variables) {

  /** The same, of other methods. */
  Seen with(List<Code.Method> methods) {
    return new Seen(own, dispatch, methods, known, targets, variables);
  }

  /** What those say that the project is for. */
  List<Ties> targeted() {
    return known.stream().filter(ties -> targets.contains(ties.provider())).toList();
  }

  /** A method, at a line of it or, where that is 0, at its first. */
  Place at(Code.Method method, int line) {
    return new Place(
        method.owner(),
        spoken(method),
        Optional.ofNullable(own.get(method.owner())).flatMap(Code::source),
        line > 0 ? line : method.line());
  }

  /** As a person knows it: what a compiler made of a block bears the name of its method. */
  private String spoken(Code.Method method) {
    Code code = own.get(method.owner());
    if (code == null || !method.name().contains("$")) {
      return method.name();
    }
    return Stream.of(method.name().split("\\$"))
        .filter(part -> code.methods().stream().anyMatch(each -> each.name().equals(part)))
        .findFirst()
        .orElse(method.name());
  }

  /** All code of the source file's class: nested classes and blocks of it too. */
  List<Code.Call> callsAround(Code.Method method) {
    String outer = outer(method.owner());
    List<Code.Call> calls = new ArrayList<>();
    for (Code code : own.tailMap(outer).values()) {
      if (!code.name().startsWith(outer)) {
        break;
      }
      if (outer(code.name()).equals(outer)) {
        code.methods().forEach(each -> calls.addAll(each.calls()));
      }
    }
    return calls;
  }

  private static String outer(String name) {
    int nested = name.indexOf('$', name.lastIndexOf('.') + 2);
    return nested < 0 ? name : name.substring(0, nested);
  }
}
