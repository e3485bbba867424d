package dev.portolan.deploy;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Holds the parts of an owner's id against what may stand in names, tags, paths and files of all
 * providers. A colon keeps the parts apart, so none may hold one: two owners would be one.
 */
final class OwnerCheck {
  private static final Pattern COORDINATE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");
  private static final Pattern STAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,19}");

  private OwnerCheck() {}

  static List<Problem> problems(Owner owner) {
    List<Problem> problems = new ArrayList<>();
    String coordinate = "at most 100 letters, digits, dots, dashes and underscores";
    check("the groupId", owner.groupId(), COORDINATE, coordinate, problems);
    check("the artifactId", owner.artifactId(), COORDINATE, coordinate, problems);
    check("the stage", owner.stage(), STAGE, "at most 20 letters, digits and dashes", problems);
    return problems;
  }

  private static void check(
      String where, String part, Pattern form, String hint, List<Problem> problems) {
    if (!form.matcher(part).matches()) {
      problems.add(
          Problem.of(where, "'" + Spelled.line(part) + "' cannot stand in names of a cloud", hint));
    }
  }
}
