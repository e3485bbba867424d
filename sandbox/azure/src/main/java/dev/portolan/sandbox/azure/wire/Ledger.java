package dev.portolan.sandbox.azure.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;

/** The state as all fronts see and change it: what is due is brought on first. */
public final class Ledger {
  private final StateStore state;
  private final TimeSource time;
  private final List<Provider> providers;
  private final Runnable changed;

  /** {@code changed} runs after each change that took effect, while nothing is locked. */
  public Ledger(StateStore state, TimeSource time, List<Provider> providers, Runnable changed) {
    this.state = state;
    this.time = time;
    this.providers = List.copyOf(providers);
    this.changed = changed;
  }

  public Instant now() {
    return time.now();
  }

  /** The state, to look at; the one before the last change, when reads are to lag. */
  public ObjectNode read(boolean stale) {
    if (stale) {
      return state.readStale();
    }
    settle();
    return state.read();
  }

  /** Changes the state; an exception leaves it as it was. */
  public <T> T change(BiFunction<ObjectNode, Instant, T> step) {
    Instant now = time.now();
    T result =
        state.change(
            tree -> {
              settle(tree, now);
              T made = step.apply(tree, now);
              settle(tree, now);
              return made;
            });
    changed.run();
    return result;
  }

  /** Brings on what was promised and is due. */
  public void settle() {
    if (Operations.anyDue(state.read(), time.now())) {
      change((tree, now) -> tree);
    }
  }

  private void settle(ObjectNode tree, Instant now) {
    if (Operations.anyDue(tree, now)) {
      providers.forEach(provider -> provider.settle(tree, now));
    }
  }
}
