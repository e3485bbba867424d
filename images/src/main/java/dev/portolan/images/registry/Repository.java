package dev.portolan.images.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import dev.portolan.deploy.driver.Loopback;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;

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

  /** An address that the registry tells us, which may be anything. */
  URI told(URI from, String text) throws IOException {
    try {
      URI uri = from.resolve(text);
      String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IOException(host + " tells an address that is none");
  }

  /** Whether what goes there can be read on the way; only a registry here sends us to this host. */
  boolean inTheClear(URI uri) {
    return Loopback.inTheClear(uri)
        || !"https".equals(uri.getScheme()) && !"http".equals(api("").getScheme());
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
