package dev.portolan.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Bytes by their SHA-256, written once. */
public final class BlobStore {
  private static final KnownContents KNOWN = new KnownContents(BlobStore::hashed);

  private final Optional<Path> directory;
  private final Map<String, byte[]> memory = new ConcurrentHashMap<>();

  private BlobStore(Optional<Path> directory) {
    this.directory = directory;
  }

  public static BlobStore inMemory() {
    return new BlobStore(Optional.empty());
  }

  public static BlobStore open(Path directory) {
    return new BlobStore(Optional.of(directory));
  }

  /** Another in memory that holds what this one holds there, and goes its own way from here. */
  public BlobStore copy() {
    BlobStore copy = new BlobStore(directory);
    copy.memory.putAll(memory);
    return copy;
  }

  /** Keeps the bytes and tells their SHA-256 in lower-case hexadecimal. */
  public String put(byte[] bytes) {
    String digest = HexFormat.of().formatHex(sha256(bytes));
    if (directory.isEmpty()) {
      memory.putIfAbsent(digest, bytes.clone());
    } else if (!Files.exists(directory.get().resolve(digest))) {
      try {
        AtomicFiles.write(directory.get().resolve(digest), bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot write to " + directory.get(), e);
      }
    }
    return digest;
  }

  /** The bytes that were put under this digest. */
  public byte[] get(String digest) {
    byte[] held = memory.get(digest);
    if (held != null) {
      return held.clone();
    }
    try {
      return Files.readAllBytes(
          directory.orElseThrow(() -> new IllegalArgumentException(digest)).resolve(digest));
    } catch (IOException e) {
      throw new UncheckedIOException("blob " + digest + " is lost", e);
    }
  }

  public static byte[] sha256(byte[] bytes) {
    return KNOWN.digest(bytes);
  }

  private static byte[] hashed(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
