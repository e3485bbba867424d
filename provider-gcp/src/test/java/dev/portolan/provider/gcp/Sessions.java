package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.CallRetry;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.provider.gcp.config.GcpSettings;
import dev.portolan.testkit.VirtualTime;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Sessions with Google's APIs in memory, on a clock of their own, which repeat nothing. */
final class Sessions {
  private Sessions() {}

  static Settings settings(FakeGoogle google, Path directory) throws IOException {
    return Settings.of(
        Map.of(
            "project",
            FakeGoogle.PROJECT,
            "region",
            FakeGoogle.REGION,
            "target",
            "run",
            "credentials",
            google.keyFile(directory).toString()));
  }

  static Session open(FakeGoogle google, Settings settings) {
    return open(google, settings, Map.of());
  }

  static Session open(FakeGoogle google, Settings settings, Map<String, String> environment) {
    return new Session(
        GcpSettings.from(settings),
        new Surroundings(VirtualTime.start(), new Once(), environment),
        new Transports(() -> google, HttpClient::newHttpClient, Optional.empty()));
  }

  /** Tries nothing twice. */
  private static final class Once implements CallRetry {
    @Override
    public <T> T call(Callable<T> call) throws Exception {
      return call.call();
    }
  }
}
