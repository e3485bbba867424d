package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs steps phase by phase, each once. */
final class StepRunner {
  private StepRunner() {}

  static void run(List<Step> steps) throws Exception {
    Map<String, String> values = new HashMap<>();
    for (Step.Phase phase : Step.Phase.values()) {
      for (Step step : steps) {
        if (step.phase() == phase) {
          step.action().run(new Once(values));
        }
      }
    }
  }

  private record Once(Map<String, String> values) implements Step.Run {
    @Override
    public int attempt() {
      return 1;
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
      // nobody looks on
    }
  }
}
