package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Bean;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions that a framework's beans are deployed as: each bean that is a function, or, where
 * the project defines some, those. HTTP calls each by its name, unless the configuration says more.
 */
final class BeanFunctions {
  private static final String REQUEST = "dev.portolan.HttpRequest";
  private static final String RESPONSE = "dev.portolan.HttpResponse";

  /** Where nothing is configured that sends one, it is refused: its requests would be none. */
  private static final String EVENT = "dev.portolan.Event<byte[]>";

  private static final String NOTHING = "java.lang.Void";

  private final Framework framework;
  private final Beans beans;
  private final List<Problem> problems;
  private final List<Problem> warnings;
  private final List<Scan.Declared> declared = new ArrayList<>();

  BeanFunctions(Framework framework, Beans beans, List<Problem> problems, List<Problem> warnings) {
    this.framework = framework;
    this.beans = beans;
    this.problems = problems;
    this.warnings = warnings;
  }

  List<Scan.Declared> declare(List<Definition> definitions) {
    if (definitions.isEmpty() && beans.found().isEmpty()) {
      return List.of();
    }
    if (beans.applications().size() != 1) {
      problems.add(application());
      return List.of();
    }
    if (definitions.isEmpty()) {
      beans.found().forEach(this::bean);
    } else {
      definitions.forEach(this::defined);
    }
    return declared;
  }

  private Problem application() {
    return beans.applications().isEmpty()
        ? Problem.of(
            "the project",
            "has beans that are functions, but no class that their framework starts from",
            "annotate one with " + framework.marks())
        : Problem.of(
            "the project",
            "has several classes that its framework could start from: "
                + String.join(", ", beans.applications()),
            "leave " + framework.marks() + " on one of them");
  }

  private void bean(String name, Beans.Found found) {
    String function = Annotations.kebab(name);
    if (!FunctionSpec.isName(function)) {
      problems.add(
          Problem.of(
              found.where(),
              "the bean's name '" + name + "' cannot be a function's name",
              "name the function in the plugin's configuration: <functions><shorter><definition>"
                  + name
                  + "</definition></shorter></functions>"));
      return;
    }
    problems.addAll(found.problems());
    add(function, name, "/" + name, Optional.of(found), found.where());
  }

  private void defined(Definition definition) {
    String name = definition.function();
    List<String> parts = List.of(definition.text().split("[|,]", -1));
    if (!FunctionSpec.isName(name)) {
      problems.add(
          Problem.of(
              definition.where(),
              "'" + name + "' cannot be a function's name",
              "at most 32 lower-case letters, digits and dashes, a letter first, no dash last"));
    } else if (parts.stream().anyMatch(String::isBlank)) {
      problems.add(
          Problem.of(
              definition.where(),
              "definition is '" + definition.text() + "'",
              "write the name of a bean, or several with | between them"));
    } else {
      parts.forEach(part -> look(part.strip(), definition));
      Optional<Beans.Found> first = Optional.ofNullable(beans.found().get(parts.get(0).strip()));
      add(name, definition.text().strip(), "/" + name, first, definition.where());
    }
  }

  /**
   * Tells what is wrong with it. A library may have it: what is not found is no mistake for sure.
   */
  private void look(String bean, Definition definition) {
    Map<String, Beans.Found> found = beans.found();
    if (found.containsKey(bean)) {
      problems.addAll(found.get(bean).problems());
    } else {
      warnings.add(
          Problem.of(
              definition.where(),
              "no bean '" + bean + "' is made by the project's own classes",
              "its own are: " + String.join(", ", found.keySet())));
    }
  }

  private void add(
      String name, String bean, String path, Optional<Beans.Found> first, String where) {
    List<String> methods = first.map(Beans.Found::methods).orElse(List.of("POST"));
    boolean ofEvents = first.filter(Beans.Found::ofEvents).isPresent();
    Trigger http = new Trigger.Http(path, methods, Trigger.Access.AUTHENTICATED);
    FunctionSpec function =
        FunctionSpec.of(name, framework.handler(), REQUEST, RESPONSE, List.of(http))
            .withBean(Bean.of(beans.applications().get(0), bean));
    declared.add(
        new Scan.Declared(ofEvents ? function.withTypes(EVENT, NOTHING) : function, where));
  }
}
