package dev.portolan.sandbox.images.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.StateStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What was pushed: contents by digest on disk, and which repository has which. */
public final class ImageStore {
  /** Up to this size, a blob that was hashed before may be known again. */
  private static final long SMALL = 1 << 20;

  private static final String DIGEST = "sha256:[0-9a-f]{64}";

  private final Path directory;
  private final StateStore state;

  private ImageStore(Path directory, StateStore state) {
    this.directory = directory;
    this.state = state;
  }

  /** Continues with what the directory holds. */
  public static ImageStore open(Path directory) throws IOException {
    return open(directory, StateStore.open(directory.resolve("registry.json")));
  }

  /** Begins with nothing, and forgets with the process which repository has which. */
  public static ImageStore forgetful(Path directory) throws IOException {
    return open(directory, StateStore.inMemory());
  }

  private static ImageStore open(Path directory, StateStore state) throws IOException {
    Files.createDirectories(directory.resolve("blobs"));
    Path uploads = Files.createDirectories(directory.resolve("uploads"));
    try (var left = Files.list(uploads)) {
      for (Path file : left.toList()) {
        Files.deleteIfExists(file);
      }
    }
    return new ImageStore(directory, state);
  }

  /**
   * A forgetful one that holds what this one holds, in another directory, and goes its own way from
   * here. Contents never change, so that both may have the same files.
   */
  public ImageStore copy(Path target) throws IOException {
    ImageStore copy = open(target, state.copy());
    try (var contents = Files.list(directory.resolve("blobs"))) {
      for (Path content : contents.toList()) {
        Files.createLink(copy.directory.resolve("blobs").resolve(content.getFileName()), content);
      }
    }
    return copy;
  }

  /** A manifest as it was pushed. */
  public record Manifest(String digest, String mediaType, byte[] content) {}

  /** The file of a digest; the digest must have been checked. */
  public Path file(String digest) {
    return directory.resolve("blobs").resolve(digest.substring(digest.indexOf(':') + 1));
  }

  static boolean isDigest(String text) {
    return text.matches(DIGEST);
  }

  private JsonNode repository(String name) {
    return state.read().path("repositories").path(name);
  }

  boolean knows(String name) {
    return repository(name).isObject();
  }

  boolean hasBlob(String name, String digest) {
    return isDigest(digest)
        && repository(name).path("blobs").has(digest)
        && Files.exists(file(digest));
  }

  void link(String name, String digest) {
    change(name, "blobs", digest, "");
  }

  private void change(String name, String what, String key, String value) {
    state.change(
        tree -> {
          Json.at(tree, "repositories", name, what).put(key, value);
          return null;
        });
  }

  boolean forget(String name, String what, String key) {
    return state.change(
        tree -> {
          JsonNode all = Json.get(tree, "repositories", name, what);
          return all instanceof ObjectNode object && object.remove(key) != null;
        });
  }

  /** Takes a tag off all that a manifest had, and the manifest itself. */
  boolean deleteManifest(String name, String digest) {
    for (String tag : tags(name)) {
      if (repository(name).path("tags").path(tag).asText().equals(digest)) {
        forget(name, "tags", tag);
      }
    }
    return forget(name, "manifests", digest);
  }

  String startUpload() throws IOException {
    String id = UUID.randomUUID().toString();
    Files.createFile(upload(id));
    return id;
  }

  private Path upload(String id) {
    if (!id.matches("[0-9a-f-]{36}")) {
      throw RegistryRefusal.uploadUnknown();
    }
    return directory.resolve("uploads").resolve(id);
  }

  long uploaded(String id) throws IOException {
    if (!Files.exists(upload(id))) {
      throw RegistryRefusal.uploadUnknown();
    }
    return Files.size(upload(id));
  }

  long append(String id, InputStream content) throws IOException {
    uploaded(id);
    try (OutputStream out = Files.newOutputStream(upload(id), StandardOpenOption.APPEND)) {
      content.transferTo(out);
    }
    return uploaded(id);
  }

  void cancel(String id) throws IOException {
    uploaded(id);
    Files.delete(upload(id));
  }

  /** Makes an upload a blob, if its content has the digest. */
  void finish(String name, String id, String digest) throws IOException {
    uploaded(id);
    if (!isDigest(digest) || !digest.equals(digest(upload(id)))) {
      Files.delete(upload(id));
      throw RegistryRefusal.digestInvalid();
    }
    Files.move(
        upload(id),
        file(digest),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    link(name, digest);
  }

  private static String digest(Path file) throws IOException {
    if (Files.size(file) <= SMALL) {
      return "sha256:" + HexFormat.of().formatHex(BlobStore.sha256(Files.readAllBytes(file)));
    }
    try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
      in.transferTo(OutputStream.nullOutputStream());
      return "sha256:" + HexFormat.of().formatHex(in.getMessageDigest().digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps a manifest under its digest, and under a tag if the reference is one. */
  String putManifest(String name, String reference, String mediaType, byte[] content)
      throws IOException {
    String digest = "sha256:" + HexFormat.of().formatHex(sha256().digest(content));
    if (isDigest(reference) && !reference.equals(digest)) {
      throw RegistryRefusal.digestInvalid();
    }
    refuseDangling(name, content);
    Path part = Files.createTempFile(directory.resolve("uploads"), "manifest", "");
    Files.write(part, content);
    Files.move(
        part, file(digest), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    change(name, "manifests", digest, mediaType);
    if (!isDigest(reference)) {
      change(name, "tags", reference, digest);
    }
    return digest;
  }

  private void refuseDangling(String name, byte[] content) {
    JsonNode manifest = ManifestJson.parse(content);
    for (String digest : ManifestJson.blobs(manifest)) {
      if (!hasBlob(name, digest)) {
        throw new RegistryRefusal(
            404, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry: " + digest);
      }
    }
    for (String digest : ManifestJson.manifests(manifest)) {
      if (!repository(name).path("manifests").has(digest)) {
        throw new RegistryRefusal(404, "MANIFEST_UNKNOWN", "manifest unknown: " + digest);
      }
    }
  }

  /** A manifest by tag or digest. */
  public Optional<Manifest> manifest(String name, String reference) {
    String digest =
        isDigest(reference) ? reference : repository(name).path("tags").path(reference).asText("");
    JsonNode type = repository(name).path("manifests").path(digest);
    if (type.isMissingNode() || !Files.exists(file(digest))) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Manifest(digest, type.asText(), Files.readAllBytes(file(digest))));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  List<String> tags(String name) {
    List<String> all = new ArrayList<>();
    repository(name).path("tags").fieldNames().forEachRemaining(all::add);
    all.sort(null);
    return all;
  }

  List<String> repositories() {
    List<String> all = new ArrayList<>();
    state.read().path("repositories").fieldNames().forEachRemaining(all::add);
    all.sort(null);
    return all;
  }
}
