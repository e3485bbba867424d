package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** One reading of a project: which of its classes are functions, and what is wrong with them. */
final class Scan {
  private final Classes classes;
  private final List<Declared> declared = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();

  /** A function and where it stands. */
  record Declared(FunctionSpec function, String where) {}

  Scan(Classes classes) {
    this.classes = classes;
  }

  Description run() throws IOException {
    for (ClassFile file : classes.own()) {
      Handler.Search search = Handler.find(file, classes);
      if (Annotations.on(file)) {
        declare(file, search);
      } else if (search.handler().isPresent()) {
        strayed(file);
      }
    }
    problems.addAll(0, classes.problems());
    problems.addAll(Collisions.among(declared));
    if (declared.isEmpty() && problems.isEmpty()) {
      problems.add(nothing());
    }
    List<FunctionSpec> functions =
        declared.stream()
            .map(Declared::function)
            .sorted(Comparator.comparing(FunctionSpec::name))
            .toList();
    return new Description(functions, problems, warnings);
  }

  private void declare(ClassFile file, Handler.Search search) {
    List<Problem> own = new ArrayList<>(ClassRules.check(file, search));
    String name = Annotations.name(file);
    if (!FunctionSpec.isName(name)) {
      own.add(
          Problem.of(
              file.where(),
              "'" + name + "' cannot be a function's name",
              "give @Function a name of at most 32 lower-case letters, digits and dashes, a letter"
                  + " first and no dash last"));
    }
    Optional<Trigger.Http> http = Annotations.http(file);
    http.ifPresent(trigger -> own.addAll(HttpRules.check(trigger, file.where())));
    problems.addAll(own);
    if (own.isEmpty()) {
      Handler handler = search.handler().orElseThrow();
      List<Trigger> triggers = http.map(List::<Trigger>of).orElse(List.of());
      declared.add(
          new Declared(
              FunctionSpec.of(
                  name,
                  file.name(),
                  handler.input().orElseThrow().toString(),
                  handler.output().orElseThrow().toString(),
                  triggers),
              file.where()));
    }
  }

  private void strayed(ClassFile file) {
    boolean couldBe =
        !file.has(Opcodes.ACC_ABSTRACT)
            && !file.has(Opcodes.ACC_INTERFACE)
            && !file.has(Opcodes.ACC_SYNTHETIC)
            && file.has(Opcodes.ACC_PUBLIC)
            && file.publicNoArgConstructor();
    if (couldBe) {
      warnings.add(
          Problem.of(
              file.where(),
              "is a PortableFunction but not deployed: it has neither @Http nor @Function",
              "annotate it with @Http for requests, or with @Function to be invoked directly"));
    }
  }

  private Problem nothing() {
    String hint =
        warnings.isEmpty()
            ? "let a public class implement dev.portolan.PortableFunction and annotate it with"
                + " @Http or @Function; if it is there, compile the project first"
            : "annotate " + warnings.get(0).where() + " with @Http or @Function";
    return Problem.of("the project", "there is no function in it", hint);
  }
}
