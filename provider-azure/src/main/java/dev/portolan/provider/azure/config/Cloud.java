package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One of Azure's clouds: whom its tokens are for, and which hosts may be shown one. What an answer
 * names is no reason to trust it.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure">Endpoints
 *     of the public cloud and of US Government</a>
 * @see <a href="https://learn.microsoft.com/azure/china/resources-developer-guide">Endpoints of the
 *     cloud in China</a>
 * @see <a
 *     href="https://learn.microsoft.com/azure/storage/common/storage-account-overview#storage-account-endpoints">Storage
 *     accounts' endpoints, of DNS zones too</a>
 */
public enum Cloud {
  PUBLIC(
      "management.azure.com",
      "https://login.microsoftonline.com/",
      "azurewebsites.net",
      "blob.core.windows.net",
      "blob.storage.azure.net"),
  CHINA(
      "management.chinacloudapi.cn",
      "https://login.chinacloudapi.cn/",
      "chinacloudsites.cn",
      "blob.core.chinacloudapi.cn"),
  US_GOVERNMENT(
      "management.usgovcloudapi.net",
      "https://login.microsoftonline.us/",
      "azurewebsites.us",
      "blob.core.usgovcloudapi.net"),

  /** Embedded in this machine: as the public one, but what is on loopback is of it as well. */
  LOCAL(
      "management.azure.com",
      "https://login.microsoftonline.com/",
      "azurewebsites.net",
      "blob.core.windows.net");

  private static final int TLS = 443;

  private final String manager;
  private final String authority;
  private final String sites;
  private final List<String> blobs;

  Cloud(String manager, String authority, String sites, String... blobs) {
    this.manager = manager;
    this.authority = authority;
    this.sites = sites;
    this.blobs = List.of(blobs);
  }

  /** The cloud whose Resource Manager is there; empty if that is nobody we know. */
  public static Optional<Cloud> at(URI endpoint) {
    return Arrays.stream(values()).filter(cloud -> cloud.manages(endpoint)).findFirst();
  }

  /** The cloud of an endpoint; the public one if none is named. */
  public static Optional<Cloud> at(Optional<URI> endpoint) {
    return endpoint.isEmpty() ? Optional.of(PUBLIC) : at(endpoint.get());
  }

  /** Where its Resource Manager is, unless a setting says otherwise. */
  public String endpoint() {
    return "https://" + manager;
  }

  /** Whom the token is for that Resource Manager and sites' own publishing addresses take. */
  public String scope() {
    return endpoint() + "/.default";
  }

  /** Where one logs in to it. */
  public String authority() {
    return authority;
  }

  /** Whether this is its Resource Manager, or that of one of its regions. */
  public boolean manages(URI address) {
    return local(address)
        || secure(address) && (host(address).equals(manager) || below(address, manager));
  }

  /** Whether packages are published there. */
  public boolean publishes(URI address) {
    return local(address) || serves(address) && host(address).contains(".scm.");
  }

  /** Whether a site answers there, under the name that Azure gave it. */
  public boolean serves(URI address) {
    return local(address) || secure(address) && below(address, sites);
  }

  /** Whether an account's blobs are there. */
  public boolean stores(URI address) {
    return local(address)
        || secure(address) && blobs.stream().anyMatch(domain -> below(address, domain));
  }

  /**
   * The host by which functions find an account's blobs, if it is one that this cloud gives to the
   * account: what runs with a function's rights is sent nowhere else, and its adapter calls no
   * other. What is on this machine is found by the name that it would have at Azure.
   *
   * @param told what an answer says of where they are; may be anything
   */
  public Optional<String> blobs(String account, String told) {
    URI address;
    try {
      address = new URI(told);
    } catch (URISyntaxException malformed) {
      return Optional.empty();
    }
    if (local(address)) {
      return Optional.of(account + "." + blobs.get(0));
    }
    boolean own =
        secure(address)
            && address.getRawPath().matches("/?")
            && blobs.stream().anyMatch(domain -> isAt(host(address), account, domain));
    return own ? Optional.of(host(address)) : Optional.empty();
  }

  /** As {@code account.blob.core.windows.net}, and {@code account.z01.blob.storage.azure.net}. */
  private static boolean isAt(String host, String account, String domain) {
    return host.matches(Pattern.quote(account) + "([.]z[0-9]+)?[.]" + Pattern.quote(domain));
  }

  private boolean local(URI address) {
    return this == LOCAL && Loopback.is(address) && Loopback.safe(address);
  }

  private static boolean secure(URI address) {
    return "https".equals(address.getScheme())
        && address.getHost() != null
        && (address.getPort() < 0 || address.getPort() == TLS);
  }

  private static boolean below(URI address, String domain) {
    return host(address).endsWith("." + domain);
  }

  private static String host(URI address) {
    return address.getHost().toLowerCase(Locale.ROOT);
  }
}
