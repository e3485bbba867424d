package dev.portolan.provider.gcp.identity;

import java.util.Optional;

/** E-mail addresses of service accounts. */
public final class Address {
  private static final String DOMAIN = ".iam.gserviceaccount.com";

  private Address() {}

  /**
   * The project that an address names; empty for one that names none, as Compute Engine's own. To
   * ask for {@code projects/-} instead "can cause response messages to contain misleading error
   * codes".
   *
   * @see <a
   *     href="https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts/get">
   *     serviceAccounts.get</a>
   */
  public static Optional<String> project(String email) {
    String domain = email.substring(email.indexOf('@') + 1);
    if (!domain.endsWith(DOMAIN)) {
      return Optional.empty();
    }
    String name = domain.substring(0, domain.length() - DOMAIN.length());
    int dot = name.indexOf('.');
    return Optional.of(dot < 0 ? name : name.substring(dot + 1) + ":" + name.substring(0, dot));
  }
}
