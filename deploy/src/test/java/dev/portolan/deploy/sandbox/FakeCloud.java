package dev.portolan.deploy.sandbox;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.model.DeployException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cloud that only remembers where it was started and whether it is up. */
final class FakeCloud implements SandboxCloud {
  private final String provider;
  private final RuntimeException failure;
  final List<Path> started = new ArrayList<>();
  final List<Happening> fired = new ArrayList<>();
  int up;

  FakeCloud(String provider) {
    this(provider, null);
  }

  FakeCloud(String provider, RuntimeException failure) {
    this.provider = provider;
    this.failure = failure;
  }

  @Override
  public String provider() {
    return provider;
  }

  @Override
  public Running start(Spec spec) {
    if (failure != null) {
      throw failure;
    }
    started.add(spec.directory());
    up++;
    return new Running() {
      @Override
      public Map<String, String> settings() {
        return Map.of("endpoint", "http://127.0.0.1:1/" + provider);
      }

      @Override
      public Happening.Result fire(Happening happening) {
        fired.add(happening);
        if (happening.data().length == 0) {
          throw DeployException.of(DeployException.Kind.NOT_FOUND, "nobody listens", "deploy it");
        }
        return new Happening.Result(
            List.of(
                Happening.Delivery.of(
                    happening.function(), Happening.Fate.HANDLED, happening.times(), "called")));
      }

      @Override
      public void close() {
        up--;
      }
    };
  }
}
