package dev.portolan.maven;

import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Deployed;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One provider that a goal works at.
 *
 * @param application what the project has, as configured for this provider; without functions when
 *     the goal needs no build
 * @param names what things that functions take from are called here
 * @param directory where this provider's artifact goes
 */
record Site(
    Portolan portolan, Application application, Names names, Path directory, ProviderRealm realm) {

  /** The deployed functions that are meant: the named one, or all. */
  List<Deployed> deployed(Optional<String> function) {
    List<Deployed> all = portolan.find(application.owner());
    List<Deployed> meant =
        all.stream().filter(d -> function.map(d.function()::equals).orElse(true)).toList();
    if (meant.isEmpty() && function.isPresent()) {
      throw DeployException.of(
          DeployException.Kind.NOT_FOUND,
          "no function '%s' of %s is deployed".formatted(function.get(), application.owner()),
          all.isEmpty() ? "deploy it: portolan:deploy" : "deployed are " + names(all));
    }
    return meant;
  }

  /** The one deployed function that is meant. */
  Deployed theDeployed(Optional<String> function) {
    List<Deployed> meant = deployed(function);
    if (meant.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.NOT_FOUND,
          "nothing of " + application.owner() + " is deployed",
          "deploy it: portolan:deploy");
    }
    if (meant.size() > 1) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          meant.size() + " functions are deployed",
          "say which: -Dfunction=<name>, one of " + names(meant));
    }
    return meant.get(0);
  }

  private static String names(List<Deployed> functions) {
    return String.join(", ", functions.stream().map(Deployed::function).toList());
  }
}
