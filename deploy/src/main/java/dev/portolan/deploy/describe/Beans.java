package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Problem;
import java.beans.Introspector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The beans of a project's own classes that a framework can call as functions. */
final class Beans {
  private static final String EVENT = "dev.portolan.Event";

  private final Framework framework;
  private final Classes classes;

  /** Where each bean is made, and the HTTP methods that call it; by its name. */
  private final Map<String, Found> found = new TreeMap<>();

  private final List<String> applications = new ArrayList<>();
  private final Set<String> componentClasses = new HashSet<>();

  /**
   * @param methods the HTTP methods that call it
   * @param ofEvents whether it takes an event, and not its data alone
   * @param problems what is wrong with what it takes or answers
   */
  record Found(String where, List<String> methods, boolean ofEvents, List<Problem> problems) {}

  private Beans(Framework framework, Classes classes) {
    this.framework = framework;
    this.classes = classes;
  }

  static Beans of(Framework framework, Classes classes) throws IOException {
    Beans beans = new Beans(framework, classes);
    for (BeanFile file : classes.beanFiles()) {
      beans.read(file);
    }
    return beans;
  }

  Map<String, Found> found() {
    return found;
  }

  /** The classes that the framework can start from. */
  List<String> applications() {
    return applications;
  }

  /** Whether a class is a bean by itself. */
  boolean isComponent(String className) {
    return componentClasses.contains(className);
  }

  private void read(BeanFile file) throws IOException {
    if (!Collections.disjoint(file.annotations().keySet(), framework.applications())) {
      applications.add(file.name());
    }
    for (BeanFile.Factory factory : file.factories()) {
      Optional<Map<String, Object>> mark = mark(factory.annotations(), framework.factories());
      if (mark.isPresent()) {
        String name = given(mark.get()).orElse(factory.name());
        add(name, factory.returns(), file.name() + "." + factory.name());
      }
    }
    Optional<Map<String, Object>> mark = mark(file.annotations(), framework.components());
    boolean deployedItself = file.annotations().keySet().stream().anyMatch(Annotations::know);
    if (!deployedItself && file.creatable() && (mark.isPresent() || isPackaged(file.name()))) {
      componentClasses.add(file.name());
      String name = mark.flatMap(Beans::given).orElseGet(() -> defaultName(file.name()));
      add(name, JavaType.of(file.name(), List.of()), file.name());
    }
  }

  private void add(String name, JavaType made, String where) throws IOException {
    boolean holds = framework.holders().contains(made.name()) && !made.arguments().isEmpty();
    JavaType type = holds ? made.arguments().get(0) : made;
    Optional<String> kind = kind(type.name(), new HashSet<>());
    if (kind.isPresent()) {
      boolean ofEvents = input(type).filter(input -> input.name().equals(EVENT)).isPresent();
      List<String> methods = framework.methods().get(kind.get());
      found.putIfAbsent(
          name, new Found(where, methods, ofEvents, StrayParts.ofBean(type, classes, where)));
    }
  }

  /** What a function of ours takes, where that is told. */
  private Optional<JavaType> input(JavaType type) throws IOException {
    if (type.name().equals(Handler.INTERFACE)) {
      return type.arguments().stream().findFirst();
    }
    Optional<ClassFile> file = classes.find(type.name());
    return file.isPresent()
        ? Handler.find(file.get(), classes).handler().flatMap(Handler::input)
        : Optional.empty();
  }

  /** Which of the framework's types of functions it is; empty for what is none. */
  private Optional<String> kind(String type, Set<String> seen) throws IOException {
    if (framework.methods().containsKey(type)) {
      return Optional.of(type);
    }
    Optional<ClassFile> file = seen.add(type) ? classes.find(type) : Optional.empty();
    if (file.isPresent()) {
      for (JavaType supertype : file.get().supertypes()) {
        Optional<String> above = kind(supertype.name(), seen);
        if (above.isPresent()) {
          return above;
        }
      }
    }
    return Optional.empty();
  }

  /** Whether it is a bean for its package alone, and for a type that the framework looks for. */
  private boolean isPackaged(String className) throws IOException {
    return framework.packages().stream().anyMatch(each -> className.startsWith(each + "."))
        && kind(className, new HashSet<>()).filter(framework.packaged()::contains).isPresent();
  }

  private static Optional<Map<String, Object>> mark(
      Map<String, Map<String, Object>> annotations, List<String> wanted) {
    return wanted.stream().filter(annotations::containsKey).map(annotations::get).findFirst();
  }

  /** The name that an annotation gives: the first of several. */
  private static Optional<String> given(Map<String, Object> values) {
    for (String key : List.of("value", "name")) {
      Object value = values.get(key);
      Object first = value instanceof List<?> list ? (list.isEmpty() ? "" : list.get(0)) : value;
      if (first instanceof String name && !name.isEmpty()) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  private static String defaultName(String className) {
    String simple = className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
    return Introspector.decapitalize(simple);
  }
}
