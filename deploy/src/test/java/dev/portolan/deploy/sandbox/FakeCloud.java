package dev.portolan.deploy.sandbox;

import dev.portolan.deploy.driver.SandboxCloud;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cloud that only remembers where it was started and whether it is up. */
final class FakeCloud implements SandboxCloud {
  private final String provider;
  private final RuntimeException failure;
  final List<Path> started = new ArrayList<>();
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
      public void close() {
        up--;
      }
    };
  }
}
