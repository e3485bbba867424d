package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;

/** One reading of a project: which of its classes are functions, and what is wrong with them. */
final class Scan {
  private static final String EVENTS =
      "@Schedule, @Topic, @Queue, @ObjectCreated, @ObjectDeleted, @RecordChanged or @Kafka";
  private static final String ALL = "@Http, @Function, " + EVENTS;

  private final Classes classes;
  private final Configured configured;
  private final List<Declared> declared = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<Problem> codecProblems = new ArrayList<>();

  /** What reads and writes JSON; empty for the codec of the house, and for one with a problem. */
  private Optional<String> codec = Optional.empty();

  /** A function and where it stands. */
  record Declared(FunctionSpec function, String where) {}

  Scan(Classes classes, Configured configured) {
    this.classes = classes;
    this.configured = configured;
  }

  /** Describes one class by itself, as if the project had no other. */
  Description run(ClassFile file) throws IOException {
    codec = new Codecs(classes, codecProblems).find(configured.codec());
    describe(file, List.of());
    return described();
  }

  Description run() throws IOException {
    List<Framework> frameworks = classes.frameworks();
    for (Framework framework : frameworks) {
      if (classes.haveOwnBelow(framework.repackaged())) {
        String what = "the project's jar can be read by its framework's own loader alone";
        problems.add(Problem.of("the project", what, framework.hint()));
        return new Description(List.of(), problems, warnings);
      }
    }
    codec = new Codecs(classes, codecProblems).find(configured.codec());
    List<Beans> beans = new ArrayList<>();
    for (Framework framework : frameworks) {
      Beans found = Beans.of(framework, classes);
      beans.add(found);
      declared.addAll(
          new BeanFunctions(framework, found, problems, warnings)
              .declare(configured.definitions()));
    }
    if (frameworks.isEmpty()) {
      configured.definitions().forEach(this::undefinable);
    }
    for (ClassFile file : classes.own()) {
      describe(file, beans);
    }
    return described();
  }

  private void describe(ClassFile file, List<Beans> beans) throws IOException {
    Handler.Search search = Handler.find(file, classes);
    boolean handles = search.handler().isPresent();
    if (Annotations.on(file)) {
      if (handles || !isMirror(file)) {
        declare(file, search);
      }
    } else if (handles && beans.stream().noneMatch(each -> each.isComponent(file.name()))) {
      strayed(file);
    }
  }

  private Description described() throws IOException {
    problems.addAll(codecProblems);
    problems.addAll(0, classes.problems());
    problems.addAll(Collisions.among(declared));
    if (declared.isEmpty() && problems.isEmpty()) {
      problems.add(nothing());
    }
    List<FunctionSpec> functions =
        declared.stream()
            .map(each -> each.function().withCodec(codec))
            .sorted(Comparator.comparing(FunctionSpec::name))
            .toList();
    return new Description(functions, problems, warnings);
  }

  /** Whether it is what Scala makes beside {@code object Hello} for callers from Java. */
  private boolean isMirror(ClassFile file) throws IOException {
    Optional<ClassFile> other = classes.find(file.name() + "$");
    return other.isPresent() && Annotations.on(other.get());
  }

  private void undefinable(Definition definition) {
    problems.add(
        Problem.of(
            definition.where(),
            "defines a function, but no library of the project says which framework has its beans",
            "add Portolan's adapter for the framework to the project's dependencies"));
  }

  private void declare(ClassFile file, Handler.Search search) throws IOException {
    List<Problem> own = new ArrayList<>(ClassRules.check(file, search));
    if (own.isEmpty() && isOfTheHouse()) {
      own.addAll(TypeRules.check(file, search.handler().orElseThrow(), classes));
    }
    String name = Annotations.name(file);
    if (!FunctionSpec.isName(name)) {
      own.add(
          Problem.of(
              file.where(),
              "'" + name + "' cannot be a function's name",
              "give @Function a name of at most 32 lower-case letters, digits and dashes, a letter"
                  + " first and no dash last"));
    }
    FunctionSpec function =
        FunctionSpec.of(
                name,
                file.name(),
                spelled(search.handler().flatMap(Handler::input)),
                spelled(search.handler().flatMap(Handler::output)),
                Annotations.triggers(file))
            .withUses(Annotations.uses(file));
    FunctionSpec whole =
        function.withParts(
            PartRules.of(
                search.handler().flatMap(Handler::input), classes, function, file.where(), own));
    if (search.handler().isPresent()) {
      own.addAll(StrayParts.of(search.handler().get(), classes, file.where()));
    }
    own.addAll(TriggerRules.check(function, file.where()));
    own.addAll(UseRules.check(function, file.where()));
    warnings.addAll(UseRules.loops(function, file.where()));
    problems.addAll(own);
    if (own.isEmpty()) {
      declared.add(new Declared(whole, file.where()));
    }
  }

  /** Whether JSON is made as the house does it; another codec has rules of its own. */
  private boolean isOfTheHouse() {
    return codec.isEmpty() && codecProblems.isEmpty();
  }

  /** Nothing where nothing tells it, which is a problem of the class by then. */
  private static String spelled(Optional<JavaType> type) {
    return type.map(JavaType::toString).orElse("");
  }

  private void strayed(ClassFile file) {
    boolean couldBe =
        !file.has(Opcodes.ACC_ABSTRACT)
            && !file.has(Opcodes.ACC_INTERFACE)
            && !file.has(Opcodes.ACC_SYNTHETIC)
            && file.has(Opcodes.ACC_PUBLIC)
            && file.creatable();
    if (couldBe) {
      warnings.add(
          Problem.of(
              file.where(),
              "is a PortableFunction but not deployed: nothing says what calls it",
              "annotate it with @Http for requests, with "
                  + EVENTS
                  + " for events, or with @Function to be invoked directly"));
    }
  }

  private Problem nothing() {
    String hint =
        warnings.isEmpty()
            ? "let a public class implement dev.portolan.PortableFunction and annotate it with "
                + ALL
                + "; if it is there, compile the project first"
            : "annotate " + warnings.get(0).where() + " with " + ALL;
    return Problem.of("the project", Description.NOTHING, hint);
  }
}
