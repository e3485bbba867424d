package dev.portolan.sandbox.knative.eventing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.knative.serving.Objects;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the address of a destination. Source: knative/pkg {@code resolver/addressable_resolver.go}.
 */
final class Sinks {
  private final Objects objects;

  Sinks(Objects objects) {
    this.objects = objects;
  }

  /** The address, or the words why there is none. */
  record Resolved(Optional<String> url, String problem) {}

  Resolved resolve(JsonNode destination, String namespace) {
    String uri = destination.path("uri").asText("");
    JsonNode reference = destination.path("ref");
    if (reference.isMissingNode()) {
      return new Resolved(
          Optional.of(uri).filter(u -> !u.isEmpty()), "destination missing Ref and URI");
    }
    String version = reference.path("apiVersion").asText();
    int slash = version.indexOf('/');
    String group = slash < 0 ? "" : version.substring(0, slash);
    String plural = reference.path("kind").asText().toLowerCase(Locale.ROOT) + "s";
    String name = reference.path("name").asText();
    Optional<ObjectNode> found =
        objects.find(group, plural, reference.path("namespace").asText(namespace), name);
    if (found.isEmpty()) {
      String qualified = group.isEmpty() ? plural : plural + "." + group;
      return new Resolved(
          Optional.empty(),
          "failed to get object %s/%s: %s \"%s\" not found"
              .formatted(reference.path("namespace").asText(namespace), name, qualified, name));
    }
    String url = found.get().path("status").path("address").path("url").asText("");
    if (url.isEmpty()) {
      return new Resolved(
          Optional.empty(),
          "address not set for Kind = %s, Namespace = %s, Name = %s, APIVersion = %s, Group = ,"
              .formatted(
                  reference.path("kind").asText(),
                  reference.path("namespace").asText(namespace),
                  name,
                  version));
    }
    return new Resolved(
        Optional.of(uri.isEmpty() ? url : URI.create(url + "/").resolve(uri).toString()), "");
  }
}
