package dev.portolan.deploy;

import dev.portolan.deploy.config.Nearest;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.portability.Ties;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Finds providers on the class path of the thread's context class loader. */
final class Discovery {
  private Discovery() {}

  /**
   * The provider of that name.
   *
   * @throws DeployException if there is none; names those that there are
   */
  static Provider provider(String name) {
    List<Provider> found = new ArrayList<>();
    ServiceLoader.load(Provider.class).forEach(found::add);
    return found.stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name, found.stream().map(Provider::name).sorted().toList()));
  }

  /**
   * What all providers that are there say of themselves, sorted by name. Loads no class of theirs.
   *
   * @throws DeployException if one cannot be read
   */
  static List<Ties> ties() {
    List<Ties> found = new ArrayList<>();
    try {
      for (URL file :
          Collections.list(
              Thread.currentThread().getContextClassLoader().getResources(Ties.PATH))) {
        try (InputStream in = file.openStream()) {
          found.add(Ties.from(in.readAllBytes()));
        }
      }
    } catch (IOException e) {
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          "what a provider says of itself cannot be read: " + e.getMessage(),
          "use providers of this version",
          e);
    }
    found.sort(Comparator.comparing(Ties::provider));
    return found;
  }

  private static DeployException unknown(String name, List<String> known) {
    String hint =
        Nearest.of(name, known)
            .map(meant -> "did you mean '" + meant + "'?")
            .orElse("add portolan-provider-" + Spelled.line(name) + " to it");
    return DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        "no provider '" + Spelled.line(name) + "' on the class path, only " + known,
        hint);
  }
}
