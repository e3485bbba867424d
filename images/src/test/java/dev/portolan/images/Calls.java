package dev.portolan.images;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.model.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Stands in for the engine where a part is tried alone. */
public final class Calls {
  private Calls() {}

  public static CallRetry once() {
    return new CallRetry() {
      @Override
      public <T> T call(Callable<T> call) throws Exception {
        return call.call();
      }
    };
  }

  /** A run of one step. */
  public static final class Values implements Step.Run {
    private final Map<String, String> values = new HashMap<>();

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
      // nobody watches
    }
  }
}
