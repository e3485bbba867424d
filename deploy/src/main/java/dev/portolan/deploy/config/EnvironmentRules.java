package dev.portolan.deploy.config;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    function
        .environment()
        .forEach(
            (name, value) ->
                check(name, value, function.name() + ".environment." + name)
                    .ifPresent(problems::add));
    size(function).ifPresent(problems::add);
    return problems;
  }

  /** What is wrong with one variable. */
  static Optional<Problem> check(String name, String value, String where) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          Problem.of(
              where,
              "not a variable name that all platforms take",
              "2 to 64 letters, digits and underscores, a letter first"));
    }
    if (name.startsWith(OURS)) {
      return Optional.of(
          Problem.of(where, "names that begin with " + OURS + " are taken", "choose another"));
    }
    if (value.startsWith(SecretLook.REFERENCE) && !SECRET.matcher(value).matches()) {
      return Optional.of(
          Problem.of(where, "no valid secret reference", "secret://name or secret://name#version"));
    }
    return value.indexOf('\0') < 0
        ? Optional.empty()
        : Optional.of(Problem.of(where, "its value holds a NUL", "leave it out"));
  }

  private static Optional<Problem> size(FunctionSpec function) {
    int bytes = 0;
    for (var variable : function.environment().entrySet()) {
      bytes += bytes(variable.getKey()) + bytes(variable.getValue());
    }
    return bytes <= MAX_BYTES
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                function.name() + ".environment",
                "names and values together are " + bytes + " bytes, more than " + MAX_BYTES,
                "put what is large into a secret or a file of the application"));
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
