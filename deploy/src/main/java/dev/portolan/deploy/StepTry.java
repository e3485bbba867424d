package dev.portolan.deploy;

import dev.portolan.deploy.Progress.Event.Kind;
import dev.portolan.deploy.model.Step;
import java.util.Map;
import java.util.Optional;

/** One try of a step, as the step sees it. */
record StepTry(int attempt, Step step, Map<String, String> handedOn, Teller teller)
    implements Step.Run {
  @Override
  public void put(String key, String value) {
    handedOn.put(key, value);
  }

  @Override
  public Optional<String> get(String key) {
    return Optional.ofNullable(handedOn.get(key));
  }

  @Override
  public void waiting(String what) {
    teller.step(step, Kind.WAITING, what);
  }
}
