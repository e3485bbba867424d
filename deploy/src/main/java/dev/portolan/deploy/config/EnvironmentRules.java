package dev.portolan.deploy.config;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What an environment may hold so that every platform takes it. */
public final class EnvironmentRules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{1,63}");
  private static final Pattern SECRET =
      Pattern.compile("secret://[A-Za-z0-9_][A-Za-z0-9_./+=@-]*(#[A-Za-z0-9_.-]+)?");

  /** The smallest bound of any platform, less what the deployer adds. */
  private static final int MAX_BYTES = 4000;

  private static final String OURS = "PORTOLAN_";

  private EnvironmentRules() {}

  /** All that is wrong with a function's environment. Tells names, never values. */
  public static List<Problem> check(FunctionSpec function) {
    List<Problem> problems = new ArrayList<>();
    int bytes = 0;
    for (var variable : function.environment().entrySet()) {
      String where = function.name() + ".environment." + variable.getKey();
      name(variable.getKey(), where, problems);
      value(variable.getValue(), where, problems);
      bytes += size(variable.getKey()) + size(variable.getValue());
    }
    if (bytes > MAX_BYTES) {
      problems.add(
          Problem.of(
              function.name() + ".environment",
              "names and values together are " + bytes + " bytes, more than " + MAX_BYTES,
              "put what is large into a secret or a file of the application"));
    }
    return problems;
  }

  private static void name(String name, String where, List<Problem> problems) {
    if (!NAME.matcher(name).matches()) {
      problems.add(
          Problem.of(
              where,
              "no platform-independent variable name",
              "2 to 64 letters, digits and underscores, a letter first"));
    } else if (name.startsWith(OURS)) {
      problems.add(
          Problem.of(where, "names that begin with " + OURS + " are taken", "choose another"));
    }
  }

  private static void value(String value, String where, List<Problem> problems) {
    if (value.startsWith("secret://") && !SECRET.matcher(value).matches()) {
      problems.add(
          Problem.of(where, "no valid secret reference", "secret://name or secret://name#version"));
    } else if (value.indexOf('\0') >= 0) {
      problems.add(Problem.of(where, "its value holds a NUL", "leave it out"));
    }
  }

  private static int size(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
