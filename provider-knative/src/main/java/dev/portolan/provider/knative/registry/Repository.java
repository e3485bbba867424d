package dev.portolan.provider.knative.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.portolan.provider.knative.wire.Loopback;
import java.net.URI;

/**
 * A place in a registry.
 *
 * @param host with its port, if it names one
 * @param path without slashes at its ends
 */
public record Repository(String host, String path) {
  /** Splits {@code registry.example.com/team/app}. */
  public static Repository of(String text) {
    int slash = text.indexOf('/');
    return new Repository(text.substring(0, slash), text.substring(slash + 1));
  }

  static Repository from(ImageReference reference) {
    return new Repository(reference.getRegistry(), reference.getRepository());
  }

  /** Where its API answers; plain HTTP on loopback alone. */
  URI api(String rest) {
    String scheme = Loopback.is(host.replaceFirst(":\\d+$", "")) ? "http" : "https";
    return URI.create(scheme + "://" + host + "/v2/" + path + "/" + rest);
  }

  /** Whether an address is the registry's own, to scheme, host and port: it may see credentials. */
  boolean isOrigin(URI uri) {
    URI own = api("");
    return own.getScheme().equalsIgnoreCase(uri.getScheme())
        && own.getHost().equalsIgnoreCase(uri.getHost())
        && port(own) == port(uri);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }

  /**
   * What a token must be good for, to do this here.
   *
   * @see <a href="https://distribution.github.io/distribution/spec/auth/scope/">scopes</a>
   */
  String scope(String actions) {
    return "repository:" + path + ":" + actions;
  }

  ImageReference reference() {
    return ImageReference.of(host, path, null);
  }

  public String at(String digest) {
    return this + "@" + digest;
  }

  @Override
  public String toString() {
    return host + "/" + path;
  }
}
