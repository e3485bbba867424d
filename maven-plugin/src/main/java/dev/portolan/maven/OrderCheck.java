package dev.portolan.maven;

import dev.portolan.deploy.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What can be wrong with an order before any provider has looked at it. */
final class OrderCheck {
  /** A stage stands in names and in the owner's id, whose parts a colon keeps apart. */
  private static final Pattern STAGE = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  private static final Set<String> ABOUT_ALL = Set.of("package", "plan", "deploy", "destroy");

  private OrderCheck() {}

  static List<Problem> problems(Order order, Providers providers) {
    List<Problem> problems = new ArrayList<>(order.configuration().problems(order.providers()));
    if (order.providers().isEmpty()) {
      problems.add(noProvider(providers.known()));
    }
    if (!STAGE.matcher(order.owner().stage()).matches()) {
      problems.add(
          Problem.of(
              "stage '" + order.owner().stage() + "'",
              "that is no stage's name",
              "lower-case letters, digits and dashes, a letter first, at most 20 characters"));
    }
    if (order.function().isPresent() && ABOUT_ALL.contains(order.goal())) {
      problems.add(
          Problem.of(
              "-Dfunction",
              "portolan:" + order.goal() + " is about all functions of a project",
              "leave it out; what has not changed is left alone anyway"));
    }
    return problems;
  }

  private static Problem noProvider(Collection<String> known) {
    return Problem.of(
        "provider",
        "none is asked for",
        "-Dprovider=<name>, or <targets> in the plugin's configuration"
            + (known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
  }
}
