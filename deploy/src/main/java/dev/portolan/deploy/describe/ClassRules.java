package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** What a class must be so that an adapter can create it and read its types. */
final class ClassRules {
  private ClassRules() {}

  static List<Problem> check(ClassFile file, Handler.Search search) {
    List<Problem> problems = new ArrayList<>();
    String where = file.where();
    if (search.handler().isEmpty()) {
      problems.add(noFunction(where, search.missing()));
    } else if (!search.handler().get().resolved()) {
      problems.add(untyped(where, search.handler().get()));
    } else if (file.primitive() && search.handler().get().input().get().equals(JavaType.OBJECT)) {
      problems.add(
          Problem.of(
              where,
              "takes a primitive value, whose type class files do not tell",
              "take a class: PortableFunction[Integer, ...] of java.lang in place of Int"));
    }
    problems.addAll(creation(file, where));
    return problems;
  }

  private static Problem noFunction(String where, Optional<String> missing) {
    return missing
        .map(
            name ->
                Problem.of(
                    where,
                    "its ancestor " + name + " is not on the class path",
                    "add the library that has it to the project, in scope compile or runtime"))
        .orElse(
            Problem.of(
                where,
                "is annotated as a function but is no dev.portolan.PortableFunction",
                "implement PortableFunction<Input, Output>, or remove the annotation"));
  }

  private static Problem untyped(String where, Handler handler) {
    String what =
        handler.input().isEmpty()
            ? "implements PortableFunction without its types"
            : "leaves open what it takes or answers: PortableFunction<"
                + handler.input().get()
                + ","
                + handler.output().map(JavaType::toString).orElse("?")
                + ">";
    return Problem.of(where, what, "name both types: implements PortableFunction<Order, Receipt>");
  }

  private static List<Problem> creation(ClassFile file, String where) {
    List<Problem> problems = new ArrayList<>();
    if (file.has(Opcodes.ACC_ABSTRACT) || file.has(Opcodes.ACC_INTERFACE)) {
      problems.add(
          Problem.of(where, "is abstract: nothing can be created of it", "annotate a subclass"));
      return problems;
    }
    if (!file.has(Opcodes.ACC_PUBLIC)) {
      problems.add(
          Problem.of(where, "is not public: an adapter cannot create it", "make it public"));
    }
    if (!file.creatable()) {
      problems.add(
          Problem.of(
              where,
              "has no public constructor without parameters",
              "add one; a nested class must be static, and a companion object an object by itself"));
    }
    return problems;
  }
}
