package dev.portolan.deploy.describe;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.util.List;

/**
 * The functions of a project, as its class files declare them.
 *
 * @param functions sorted by name; those with a problem are missing
 * @param problems all that keeps the project from being deployed
 * @param warnings what a person should look at
 */
public record Description(
    List<FunctionSpec> functions, List<Problem> problems, List<Problem> warnings) {
  /** What the one problem of a project says in which nothing else is wrong. */
  static final String NOTHING = "there is no function in it";

  public Description {
    functions = List.copyOf(functions);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  /** Reads a project's build output, a jar or a directory of classes. Loads none of its classes. */
  public static Description from(Bundle bundle) {
    return from(bundle, Configured.NOTHING);
  }

  /** The same, with what the project's configuration says of its class files. */
  public static Description from(Bundle bundle, Configured configured) {
    try (Classes classes = Classes.open(bundle)) {
      return new Scan(classes, configured).run();
    } catch (IOException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          "the build output cannot be read: " + e.getMessage(),
          "build the project again",
          e);
    }
  }

  /**
   * The same of one class by itself, whose file a loader has, with those of all that it names.
   *
   * @throws IllegalArgumentException if the loader has no such file
   */
  public static Description of(String className, ClassLoader loader, Configured configured) {
    try (Classes classes = Classes.of(loader)) {
      ClassFile file =
          classes
              .find(className)
              .orElseThrow(() -> new IllegalArgumentException("no class file of " + className));
      return new Scan(classes, configured).run(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("the class file of " + className, e);
    }
  }

  /** Whether there is no function in it, and nothing else is wrong. */
  public boolean isEmpty() {
    return functions.isEmpty() && problems.stream().allMatch(each -> each.what().equals(NOTHING));
  }

  /**
   * The functions.
   *
   * @throws DeployException with all problems, if there are any
   */
  public List<FunctionSpec> orThrow() {
    if (!problems.isEmpty()) {
      throw DeployException.of(problems);
    }
    return functions;
  }
}
