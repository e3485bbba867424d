package dev.portolan.provider.gcp;

import dev.portolan.deploy.model.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Tells steps as text, and runs them in their order. */
public final class Steps {
  private Steps() {}

  /** A line a step, with its reason and what comes before. */
  public static String text(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      text.append("%-6s %s%n       %s%n".formatted(step.phase(), step.summary(), step.why()));
      if (!step.after().isEmpty()) {
        text.append("       after %s%n".formatted(String.join(", ", new TreeSet<>(step.after()))));
      }
    }
    return text.toString();
  }

  /** Runs all, phase by phase, each after what it waits for; gives what people were told. */
  public static List<String> run(List<Step> steps) throws Exception {
    Told told = new Told();
    for (Step.Phase phase : Step.Phase.values()) {
      List<Step> left = new ArrayList<>(steps.stream().filter(s -> s.phase() == phase).toList());
      while (!left.isEmpty()) {
        List<String> waiting = left.stream().map(Step::id).toList();
        Step next =
            left.stream()
                .filter(s -> s.after().stream().noneMatch(waiting::contains))
                .findFirst()
                .orElseThrow();
        next.action().run(told);
        left.remove(next);
      }
    }
    return told.lines;
  }

  /** Remembers what it is told, and what steps hand on. */
  public static final class Told implements Step.Run {
    public final List<String> lines = new ArrayList<>();
    public final Map<String, String> values = new HashMap<>();
    private final int attempt;

    public Told() {
      this(1);
    }

    /** A later try. */
    public Told(int attempt) {
      this.attempt = attempt;
    }

    @Override
    public int attempt() {
      return attempt;
    }

    @Override
    public void put(String key, String value) {
      values.put(key, value);
    }

    @Override
    public Optional<String> get(String key) {
      return Optional.ofNullable(values.get(key));
    }

    @Override
    public void waiting(String what) {
      lines.add(what);
    }
  }
}
