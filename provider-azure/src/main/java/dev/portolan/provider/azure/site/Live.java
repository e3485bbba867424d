package dev.portolan.provider.azure.site;

import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.appservice.models.FunctionAppConfig;
import com.azure.resourcemanager.appservice.models.HostType;
import com.azure.resourcemanager.appservice.models.HostnameSslState;
import dev.portolan.deploy.driver.Loopback;
import dev.portolan.deploy.model.Deployed;
import dev.portolan.provider.azure.config.Ownership;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * A function's site as Azure has it.
 *
 * @param settings all of them, Azure's own too
 * @param passwords ways to publish that a password opens
 * @param sharing the pages of other origins that its host lets call it
 */
public record Live(
    SiteInner site,
    SortedMap<String, String> settings,
    SortedSet<String> passwords,
    Sharing sharing) {
  /** Which releases have served. */
  public static final String RELEASES = "portolan-releases";

  /** Digest of the artifact that serves. */
  public static final String ARTIFACT = "portolan-artifact";

  /** What the world sees of it. */
  public static final String FACE = "portolan-face";

  public String name() {
    return site.name();
  }

  public String function() {
    return Ownership.function(tags(site));
  }

  public Served served() {
    return served(site);
  }

  static Served served(SiteInner site) {
    return Served.parse(Ownership.value(tags(site), RELEASES));
  }

  /** Name of the storage account that its host keeps its own in; empty if it has none. */
  public String account() {
    return settings.getOrDefault(AppSettings.ACCOUNT, "");
  }

  /** Whether neither its host nor its package is where an account is: no mere drift. */
  public boolean isElsewhere(String account) {
    FunctionAppConfig config = site.functionAppConfig();
    boolean packaged =
        config == null
            || config.deployment() == null
            || config.deployment().storage() == null
            || String.valueOf(config.deployment().storage().value()).contains(account);
    return !account().isEmpty() && !account().equals(account) && !packaged;
  }

  /** Whether it runs a release of Java. */
  public boolean runs(int runtime) {
    FunctionAppConfig config = site.functionAppConfig();
    return config != null
        && config.runtime() != null
        && String.valueOf(runtime).equals(config.runtime().version());
  }

  static Map<String, String> tags(SiteInner site) {
    return site.tags() == null ? Map.of() : site.tags();
  }

  public Face face() {
    return face(site);
  }

  static Face face(SiteInner site) {
    return Face.parse(Ownership.value(tags(site), FACE));
  }

  /** Where a site answers: plain HTTP on this machine, as an embedded one does. */
  public static URI url(SiteInner site) {
    return address(site.defaultHostname());
  }

  /** Where a site is published to, as it tells: its own name is not always what it begins with. */
  public static Optional<URI> publishing(SiteInner site) {
    List<HostnameSslState> hosts =
        site.hostnameSslStates() == null ? List.of() : site.hostnameSslStates();
    return hosts.stream()
        .filter(host -> host.hostType() == HostType.REPOSITORY)
        .findFirst()
        .map(host -> address(host.name()));
  }

  private static URI address(String authority) {
    URI secure = URI.create("https://" + authority);
    return Loopback.is(secure) ? URI.create("http://" + authority) : secure;
  }

  /** What serves, and what a rollback can go back to. */
  public Deployed deployed() {
    Served served = served();
    return new Deployed(
        function(),
        name(),
        Optional.of(url(site)).filter(url -> face().http()),
        served.current(),
        Optional.of(Ownership.value(tags(site), ARTIFACT)).filter(text -> !text.isEmpty()),
        served.order().stream().map(version -> kept(version, served)).toList());
  }

  private static Deployed.Kept kept(String version, Served served) {
    return new Deployed.Kept(
        version, "package " + version.split("-")[0], version.equals(served.order().get(0)));
  }
}
