package dev.portolan.provider.knative.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.provider.knative.image.Blob;
import dev.portolan.provider.knative.image.Image;
import dev.portolan.provider.knative.image.Json;
import dev.portolan.provider.knative.image.Layer;
import dev.portolan.provider.knative.image.Platforms;
import dev.portolan.provider.knative.image.Sha256;
import dev.portolan.provider.knative.wire.Loopback;
import dev.portolan.provider.knative.wire.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The calls to one repository of a registry, one method each.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">the
 *     distribution specification</a>
 */
final class RegistryCalls {
  private static final String MANIFESTS =
      Image.MANIFEST_TYPE
          + ", application/vnd.oci.image.index.v1+json"
          + ", application/vnd.docker.distribution.manifest.v2+json"
          + ", application/vnd.docker.distribution.manifest.list.v2+json";
  private static final int MOST_JSON = 4 << 20;

  private final Registry registry;
  private final Tally tally;

  RegistryCalls(Registry registry, Tally tally) {
    this.registry = registry;
    this.tally = tally;
  }

  Repository repository() {
    return registry.repository();
  }

  /** The digest of what a tag names; empty if there is no such tag. */
  Optional<String> digest(String tag) throws Exception {
    return tally.read(
        () -> {
          HttpResponse<byte[]> response =
              registry.get("HEAD", api("manifests/" + tag), MANIFESTS, BodyHandlers.ofByteArray());
          if (response.statusCode() == 404) {
            return Optional.empty();
          }
          accept(response, "look for " + repository() + ":" + tag, 200);
          return Optional.of(
              response
                  .headers()
                  .firstValue("Docker-Content-Digest")
                  .orElseThrow(
                      () ->
                          new IOException(
                              repository().host() + " does not tell the digest of " + tag)));
        });
  }

  /**
   * The image for one processor, its layers left where they are.
   *
   * @param reference a tag or a digest
   */
  Image image(String reference, String architecture) throws Exception {
    JsonNode document = Json.object(manifest(reference));
    JsonNode manifest = Platforms.manifest(document, architecture, this::manifest);
    ObjectNode configuration = Json.object(blob(manifest.path("config").path("digest").asText()));
    List<Layer> layers = new ArrayList<>();
    JsonNode diffIds = configuration.path("rootfs").path("diff_ids");
    for (JsonNode layer : manifest.path("layers")) {
      layers.add(
          new Layer(
              Blob.remote(layer.path("digest").asText(), layer.path("size").asLong()),
              Platforms.ociLayerType(layer.path("mediaType").asText()),
              diffIds.path(layers.size()).asText(),
              "base image"));
    }
    if (layers.size() != diffIds.size()) {
      throw new IOException("the layers of the base image are not those its configuration lists");
    }
    configuration.remove(List.of("rootfs", "history"));
    return new Image(configuration, layers, new TreeMap<>());
  }

  boolean hasBlob(String digest) throws Exception {
    return tally.read(
        () -> {
          HttpResponse<byte[]> response =
              registry.get("HEAD", api("blobs/" + digest), "", BodyHandlers.ofByteArray());
          if (response.statusCode() == 404) {
            return false;
          }
          accept(response, "look for a layer in " + repository(), 200);
          return true;
        });
  }

  /** Opens a blob's bytes. */
  InputStream open(String digest) throws IOException {
    try {
      HttpResponse<InputStream> response =
          registry.get("GET", api("blobs/" + digest), "", BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new RegistryException(
            response.statusCode(),
            "",
            "cannot read " + digest + " from " + repository() + ": HTTP " + response.statusCode(),
            Optional.empty());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new java.io.InterruptedIOException("interrupted while reading from a registry");
    }
  }

  /**
   * Uploads a blob, whole, in one request.
   *
   * @param from another repository of the registry that has it; empty for none
   */
  void upload(Blob blob, Optional<String> from) throws Exception {
    tally.repeatable(
        () -> {
          uploadOnce(blob, from);
          return null;
        });
  }

  private void uploadOnce(Blob blob, Optional<String> from) throws Exception {
    Optional<URI> place = start(blob, from);
    if (place.isPresent()) {
      String separator = place.get().getRawQuery() == null ? "?" : "&";
      URI end = URI.create(place.get() + separator + "digest=" + blob.digest());
      tally.mutation(
          () -> {
            HttpResponse<byte[]> response =
                registry.push("PUT", end, "application/octet-stream", body(blob), Registry.UPLOAD);
            accept(response, "upload a layer to " + repository(), 201);
            return null;
          });
    }
  }

  /** Names an image; its blobs must be there. */
  void putManifest(String tag, Blob manifest) throws Exception {
    tally.repeatable(
        () ->
            tally.mutation(
                () -> {
                  HttpResponse<byte[]> response =
                      registry.push(
                          "PUT",
                          api("manifests/" + tag),
                          Image.MANIFEST_TYPE,
                          BodyPublishers.ofByteArray(manifest.bytes()),
                          Registry.PATIENCE);
                  accept(response, "push " + repository() + ":" + tag, 201);
                  return null;
                }));
  }

  private Optional<URI> start(Blob blob, Optional<String> from) throws Exception {
    String mount = from.map(path -> "?mount=" + blob.digest() + "&from=" + path).orElse("");
    return tally.mutation(
        () -> {
          URI uri = api("blobs/uploads/" + mount);
          HttpResponse<byte[]> response =
              registry.push("POST", uri, "", BodyPublishers.noBody(), Registry.PATIENCE);
          if (response.statusCode() == 201) {
            return Optional.empty();
          }
          accept(response, "upload to " + repository(), 202);
          String location =
              response
                  .headers()
                  .firstValue("Location")
                  .orElseThrow(
                      () -> new IOException(repository().host() + " does not say where to upload"));
          URI place = uri.resolve(location);
          if (Loopback.inTheClear(place)) {
            throw new IOException(repository().host() + " wants uploads over plain HTTP");
          }
          return Optional.of(place);
        });
  }

  private static BodyPublisher body(Blob blob) {
    BodyPublisher stream =
        BodyPublishers.ofInputStream(
            () -> {
              try {
                return blob.source().open();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    return blob.size() == 0
        ? BodyPublishers.noBody()
        : BodyPublishers.fromPublisher(stream, blob.size());
  }

  private byte[] manifest(String reference) throws IOException {
    return checked("manifests/" + reference, MANIFESTS, reference);
  }

  private byte[] blob(String digest) throws IOException {
    return checked("blobs/" + digest, "", digest);
  }

  /** A small document, held against its digest where we know it. */
  private byte[] checked(String path, String accept, String reference) throws IOException {
    byte[] bytes;
    try {
      bytes =
          tally.read(
              () -> {
                HttpResponse<byte[]> response =
                    registry.get("GET", api(path), accept, BodyHandlers.ofByteArray());
                accept(response, "read " + repository() + " " + reference, 200);
                return response.body();
              });
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
    boolean named = reference.startsWith("sha256:");
    if (bytes.length > MOST_JSON || named && !Sha256.oci(Sha256.hex(bytes)).equals(reference)) {
      throw new IOException(repository() + " answers " + reference + " with something else");
    }
    return bytes;
  }

  private URI api(String rest) {
    return repository().api(rest);
  }

  private static void accept(HttpResponse<byte[]> response, String what, int status)
      throws RegistryException {
    if (response.statusCode() != status) {
      throw Registry.refusal(response, what);
    }
  }
}
