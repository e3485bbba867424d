package dev.portolan.test;

import dev.portolan.testkit.adapter.AdapterHarness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** The platforms that tests are replayed on. */
final class Platforms {
  private Platforms() {}

  /** Those of these providers in this order; all, by their names, if there are none. */
  static List<AdapterHarness> named(String... providers) {
    List<AdapterHarness> all = new ArrayList<>();
    ServiceLoader.load(AdapterHarness.class).forEach(all::add);
    all.sort(Comparator.comparing(AdapterHarness::provider));
    if (all.isEmpty()) {
      throw new ExtensionConfigurationException(
          "no platform is on the class path: depend on dev.portolan:portolan-test, with all that it"
              + " depends on");
    }
    if (providers.length == 0) {
      return all;
    }
    List<AdapterHarness> named = new ArrayList<>();
    for (String provider : providers) {
      named.add(
          all.stream()
              .filter(platform -> platform.provider().equals(provider))
              .findFirst()
              .orElseThrow(() -> unknown(provider, all)));
    }
    return named;
  }

  private static ExtensionConfigurationException unknown(
      String provider, List<AdapterHarness> all) {
    return new ExtensionConfigurationException(
        "there is no provider \""
            + provider
            + "\": name one of "
            + all.stream().map(AdapterHarness::provider).toList());
  }
}
