package dev.portolan.images.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.images.image.Blob;
import dev.portolan.images.image.Image;
import dev.portolan.images.image.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

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
  private static final Set<Integer> UNREADABLE = Set.of(401, 403, 404);
  static final String DIGEST = "sha256:[0-9a-f]{64}";

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
    HttpResponse<byte[]> response = look(tag);
    if (response.statusCode() == 404) {
      return Optional.empty();
    }
    Optional<String> told =
        response.headers().firstValue("Docker-Content-Digest").filter(text -> text.matches(DIGEST));
    return told.isPresent() ? told : counted(tag);
  }

  /** The digest of a manifest as it is read, where nobody tells it; a proxy's page is none. */
  private Optional<String> counted(String tag) throws Exception {
    byte[] bytes;
    try {
      bytes = manifest(tag);
    } catch (RegistryException refusal) {
      if (refusal.status() == 404) {
        return Optional.empty();
      }
      throw refusal;
    }
    String words = repository().host() + " does not tell the digest of " + tag;
    try {
      JsonNode document = Json.object(bytes);
      if (document.has("layers") || document.has("manifests")) {
        return Optional.of(Blob.of(bytes).digest());
      }
    } catch (IOException noJson) {
      throw new IOException(words + ", and answers with something else", noJson);
    }
    throw new IOException(words + ", and answers with something else");
  }

  /** The digest of what a tag names, which must be there. */
  String require(String tag) throws Exception {
    String what = "cannot find " + repository() + ":" + tag;
    return digest(tag)
        .orElseThrow(() -> new RegistryException(404, "MANIFEST_UNKNOWN", what, Optional.empty()));
  }

  private HttpResponse<byte[]> look(String tag) throws Exception {
    return tally.read(
        () -> {
          HttpResponse<byte[]> response =
              registry.get("HEAD", api("manifests/" + tag), MANIFESTS, Registry.SMALL);
          if (response.statusCode() != 404) {
            accept(response, "look for " + repository() + ":" + tag, 200);
          }
          return response;
        });
  }

  boolean hasBlob(String digest) throws Exception {
    return tally.read(
        () -> {
          HttpResponse<byte[]> response =
              registry.get("HEAD", api("blobs/" + digest), "", Registry.SMALL);
          if (response.statusCode() == 404) {
            return false;
          }
          accept(response, "look for a layer in " + repository(), 200);
          return true;
        });
  }

  /** Opens a blob's bytes, with the patience that reads have. */
  InputStream openPatiently(String digest) throws IOException {
    return unwrapped(() -> tally.read(() -> open(digest)));
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

  /** Where to upload to; empty if the blob is there. Whoever may not read the other, uploads. */
  private Optional<URI> start(Blob blob, Optional<String> from) throws Exception {
    if (from.isPresent()) {
      Repository other = new Repository(repository().host(), from.get());
      URI uri = api("blobs/uploads/?mount=" + blob.digest() + "&from=" + from.get());
      try {
        return start(uri, () -> registry.mount(uri, other));
      } catch (RegistryException refused) {
        if (!UNREADABLE.contains(refused.status())) {
          throw refused;
        }
      }
    }
    URI uri = api("blobs/uploads/");
    return start(
        uri, () -> registry.push("POST", uri, "", BodyPublishers.noBody(), Registry.PATIENCE));
  }

  private Optional<URI> start(URI uri, Callable<HttpResponse<byte[]>> call) throws Exception {
    return tally.mutation(
        () -> {
          HttpResponse<byte[]> response = call.call();
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
          URI place = repository().told(uri, location);
          if (repository().inTheClear(place)) {
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

  byte[] manifest(String reference) throws IOException {
    return checked("manifests/" + reference, MANIFESTS, reference);
  }

  byte[] blob(String digest) throws IOException {
    return checked("blobs/" + digest, "", digest);
  }

  /** A small document, held against its digest where we know it. */
  private byte[] checked(String path, String accept, String reference) throws IOException {
    byte[] bytes =
        unwrapped(
            () ->
                tally.read(
                    () -> {
                      HttpResponse<byte[]> response =
                          registry.get("GET", api(path), accept, Registry.SMALL);
                      accept(response, "read " + repository() + " " + reference, 200);
                      return response.body();
                    }));
    if (reference.startsWith("sha256:") && !Blob.of(bytes).digest().equals(reference)) {
      throw new IOException(repository() + " answers " + reference + " with something else");
    }
    return bytes;
  }

  private static <T> T unwrapped(Callable<T> call) throws IOException {
    try {
      return call.call();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
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
