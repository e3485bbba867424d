package dev.portolan.provider.knative;

import dev.portolan.deploy.driver.Settings;
import java.util.Map;

/** Holds the packager to what every packager must do, without a base image. */
class KnativePackagerContractTest implements KnativePackagerUnderTest {
  @Override
  public Settings settings() {
    return Settings.of(Map.of("baseImage", "scratch", "startupCache", "none"));
  }
}
