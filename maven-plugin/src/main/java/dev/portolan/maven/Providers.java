package dev.portolan.maven;

import dev.portolan.deploy.config.Nearest;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.regex.Pattern;

/** Fetches providers, and the clouds embedded for them, by their names; each into its own realm. */
final class Providers implements AutoCloseable {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final String PROVIDER = "portolan-provider-";
  private static final String SANDBOX = "portolan-sandbox-";

  /** How much SLF4J says about itself (www.slf4j.org/manual.html, slf4j.internal.verbosity). */
  private static final String LOGGING_TALK = "slf4j.internal.verbosity";

  private final Repository repository;
  private final Deque<ProviderRealm> realms = new ArrayDeque<>();

  Providers(Repository repository) {
    this.repository = repository;
    // "No SLF4J providers were found", which is so on purpose: vendors' clients log nothing here.
    if (System.getProperty(LOGGING_TALK) == null) {
      System.setProperty(LOGGING_TALK, "ERROR");
    }
  }

  /** A provider and the realm it lives in. */
  record Loaded(Provider provider, ProviderRealm realm) {}

  Loaded provider(String name) {
    ProviderRealm realm = realm(PROVIDER, name);
    for (Provider provider : ServiceLoader.load(Provider.class, realm)) {
      if (provider.name().equals(name)) {
        return new Loaded(provider, realm);
      }
    }
    throw empty("provider", PROVIDER + name);
  }

  SandboxCloud sandbox(String name) {
    ProviderRealm realm = realm(SANDBOX, name);
    for (SandboxCloud cloud : ServiceLoader.load(SandboxCloud.class, realm)) {
      if (cloud.provider().equals(name)) {
        return cloud;
      }
    }
    throw empty("sandbox", SANDBOX + name);
  }

  /** The names of all providers of this version. */
  SortedSet<String> known() {
    return repository.published(PROVIDER);
  }

  @Override
  public void close() {
    while (!realms.isEmpty()) {
      try {
        realms.pop().close();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot close the jars of a provider", e);
      }
    }
  }

  private ProviderRealm realm(String prefix, String name) {
    if (!NAME.matcher(name).matches()) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "that is no provider's name",
          Nearest.hint(name, known()));
    }
    try {
      ProviderRealm realm =
          ProviderRealm.of(
              name, repository.classPath(prefix + name), Providers.class.getClassLoader());
      realms.push(realm);
      return realm;
    } catch (DeployException e) {
      SortedSet<String> published = repository.published(prefix);
      if (published.isEmpty() || published.contains(name)) {
        throw e;
      }
      String hint = Nearest.hint(name, published);
      throw new DeployException(
          DeployException.Kind.INVALID_CONFIGURATION,
          "there is no " + repository.coordinates(prefix + name),
          hint,
          e);
    }
  }

  private DeployException empty(String what, String artifactId) {
    return DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        repository.coordinates(artifactId) + " holds no " + what + " of that name",
        "use the " + artifactId + " that was published with this plugin");
  }
}
