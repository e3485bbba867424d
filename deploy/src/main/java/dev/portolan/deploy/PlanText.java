package dev.portolan.deploy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.model.Plan;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Target;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells a plan to people, and to machines. The same for the same plan. */
public final class PlanText {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PlanText() {}

  /** Readable sentences, function by function in the order in which they happen, with reasons. */
  public static String text(Plan plan) {
    StringBuilder text = new StringBuilder(head(plan)).append('\n');
    if (plan.isEmpty()) {
      text.append("  Nothing to do: ").append(nothing(plan)).append(".\n");
    }
    section(text, "shared by all functions", steps(plan, Optional.empty()));
    for (String function : plan.functions()) {
      section(text, function, steps(plan, Optional.of(function)));
    }
    if (!plan.notes().isEmpty()) {
      text.append("  note\n");
      plan.notes().forEach(note -> text.append("    ").append(Spelled.line(note)).append('\n'));
    }
    if (!plan.isEmpty()) {
      text.append("  ").append(sum(plan)).append('\n');
    }
    return text.toString();
  }

  /** The same as JSON, schema 1. */
  public static String json(Plan plan) {
    ObjectNode root = JSON.createObjectNode().put("schema", 1);
    root.put("goal", lower(plan.goal())).put("owner", plan.owner().id());
    Target target = plan.target();
    root.putObject("target")
        .put("provider", target.provider())
        .put("account", target.account())
        .put("region", target.region())
        .put("identity", target.identity());
    plan.functions().forEach(root.putArray("functions")::add);
    ArrayNode steps = root.putArray("steps");
    for (Step step : plan.steps()) {
      ObjectNode node = steps.addObject().put("id", step.id());
      node.put("function", step.function().orElse(null));
      node.put("phase", lower(step.phase())).put("change", lower(step.change()));
      node.put("resource", step.resource()).put("why", step.why());
      step.after().stream().sorted().forEach(node.putArray("after")::add);
    }
    plan.notes().forEach(root.putArray("notes")::add);
    return root.toPrettyString();
  }

  /** Whose plan it is, for where, and as whom. */
  static String head(Plan plan) {
    String verb =
        switch (plan.goal()) {
          case DEPLOY -> "Deploy";
          case ROLLBACK -> "Roll back";
          case DESTROY -> "Delete";
        };
    Target target = plan.target();
    return Spelled.line(
        "%s %s at %s, account %s, %s, as %s"
            .formatted(
                verb,
                plan.owner().id(),
                target.provider(),
                target.account(),
                target.region(),
                target.identity()));
  }

  private static String nothing(Plan plan) {
    return plan.goal() == Plan.Goal.DESTROY
        ? "nothing of this owner is left"
        : "the cloud already holds what is wanted";
  }

  private static List<Step> steps(Plan plan, Optional<String> function) {
    return plan.steps().stream()
        .filter(step -> step.function().equals(function))
        .sorted(Comparator.comparing(Step::phase))
        .toList();
  }

  private static void section(StringBuilder text, String title, List<Step> steps) {
    if (steps.isEmpty()) {
      return;
    }
    text.append("  ").append(Spelled.line(title)).append('\n');
    for (Step step : steps) {
      text.append("    ").append(Spelled.line(step.summary() + ": " + step.why())).append('\n');
    }
  }

  private static String sum(Plan plan) {
    String counts =
        plan.steps().stream()
            .collect(
                Collectors.groupingBy(Step::change, java.util.TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(entry -> entry.getValue() + " " + lower(entry.getKey()))
            .collect(Collectors.joining(", "));
    int size = plan.steps().size();
    return size + (size == 1 ? " step: " : " steps: ") + counts;
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
