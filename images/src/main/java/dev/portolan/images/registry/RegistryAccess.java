package dev.portolan.images.registry;

import dev.portolan.deploy.driver.Tally;
import java.net.http.HttpClient;

/**
 * How registries are spoken to.
 *
 * @param http as {@link Registry#client} makes it, or one that follows no redirect either
 * @param tally counts the calls
 */
public record RegistryAccess(HttpClient http, Tally tally, RegistryCredentials credentials) {
  RegistryCalls calls(Repository repository) {
    RegistryLogin login = new RegistryLogin(http, repository, credentials);
    return new RegistryCalls(new Registry(http, repository, login), tally);
  }
}
