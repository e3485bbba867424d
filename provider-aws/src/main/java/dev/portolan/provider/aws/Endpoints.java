package dev.portolan.provider.aws;

import java.net.URI;
import java.util.Optional;

/** Where requests may go: anywhere over TLS, and over plain http to this machine only. */
final class Endpoints {
  private Endpoints() {}

  static boolean loopback(URI uri) {
    return uri.getHost() != null && loopback(uri.getHost());
  }

  static boolean loopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("127\\.[0-9]+\\.[0-9]+\\.[0-9]+")
        || host.equals("[::1]")
        || host.equals("::1");
  }

  /** Why nothing is sent there; empty when it may be. */
  static Optional<String> refusal(URI uri) {
    if (uri.getHost() == null || uri.getScheme() == null) {
      return Optional.of("'" + uri + "' is not an absolute URL");
    }
    if (uri.getScheme().equals("https") || uri.getScheme().equals("http") && loopback(uri)) {
      return Optional.empty();
    }
    return Optional.of(
        "'" + uri.getScheme() + "://" + uri.getHost() + "' is not https, and not this machine");
  }
}
