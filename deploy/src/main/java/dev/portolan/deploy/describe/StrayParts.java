package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Components that say where in a request they are, where nobody asks: deeper than the input of a
 * function, in what it answers, in what a framework's bean takes. They would be taken from the
 * document, as if they said nothing, and a caller could set what was declared a header.
 *
 * <p>Looks at each class once, by its name alone, so that types which grow as they are followed
 * have an end: what stands for a type parameter is looked at where it is named.
 */
final class StrayParts {
  private static final int NO_DATA = Opcodes.ACC_STATIC | Opcodes.ACC_TRANSIENT;

  private final Classes classes;
  private final Set<String> seen = new HashSet<>();
  private final Deque<String> next = new ArrayDeque<>();

  private StrayParts(Classes classes) {
    this.classes = classes;
  }

  /** Those of a function, the components of the input itself aside. */
  static List<Problem> of(Handler handler, Classes classes, String where) throws IOException {
    StrayParts stray = new StrayParts(classes);
    if (handler.input().isPresent()) {
      JavaType input = handler.input().get();
      if (input.dimensions() == 0 && !input.variable() && !isKnown(input.name())) {
        input.arguments().forEach(stray::add);
        stray.addMembers(input.name());
      } else {
        stray.add(input);
      }
    }
    handler.output().ifPresent(stray::add);
    return stray.problems(where);
  }

  /** Those of all that a bean may take and answer, by what its type and its supertypes name. */
  static List<Problem> ofBean(JavaType bean, Classes classes, String where) throws IOException {
    StrayParts stray = new StrayParts(classes);
    stray.addArguments(bean, new HashSet<>());
    return stray.problems(where);
  }

  private void addArguments(JavaType type, Set<String> above) throws IOException {
    type.arguments().forEach(this::add);
    Optional<ClassFile> file =
        above.add(type.name()) ? classes.find(type.name()) : Optional.empty();
    if (file.isPresent()) {
      for (JavaType supertype : file.get().supertypes()) {
        addArguments(supertype, above);
      }
    }
  }

  private List<Problem> problems(String where) throws IOException {
    List<Problem> problems = new ArrayList<>();
    while (!next.isEmpty()) {
      String name = next.remove();
      Optional<ClassFile> file = classes.find(name);
      if (file.isPresent()) {
        for (ClassFile.Component component : file.get().components()) {
          if (!component.annotations().isEmpty()) {
            problems.add(
                Problem.of(
                    where,
                    file.get().simpleName()
                        + "."
                        + component.name()
                        + " says where in a request it is, and only components of the record that"
                        + " a function itself takes are looked for there",
                    "move it to that record, or leave its annotation out; what is in a body, an"
                        + " event or an answer, or goes to a framework's bean, has no such parts"));
          }
        }
        addMembers(name);
      }
    }
    return problems;
  }

  private void addMembers(String name) throws IOException {
    Optional<TypeFile> found = classes.type(name);
    if (found.isEmpty()) {
      return;
    }
    TypeFile file = found.get();
    file.components().forEach(each -> add(each.type()));
    if (file.isRecord() || file.has(Opcodes.ACC_ENUM)) {
      return;
    }
    file.superclass().ifPresent(this::add);
    file.fields().stream()
        .filter(field -> (field.flags() & NO_DATA) == 0)
        .forEach(field -> add(field.type()));
    file.constructors().forEach(each -> each.takes().forEach(this::add));
    file.methods().stream()
        .filter(method -> method.name().matches("(get|set).+"))
        .forEach(
            method -> {
              add(method.returns());
              method.takes().forEach(this::add);
            });
  }

  private void add(JavaType type) {
    type.arguments().forEach(this::add);
    if (!type.variable() && !isKnown(type.name()) && seen.add(type.name())) {
      next.add(type.name());
    }
  }

  /** What is there without the project: none of it has such components. */
  private static boolean isKnown(String name) {
    return name.startsWith("java.")
        || name.startsWith("kotlin.")
        || name.startsWith("scala.")
        || name.matches("dev\\.portolan\\.[A-Z].*");
  }
}
