package com.example.thumbnails;

import dev.portolan.Bucket;
import dev.portolan.Context;
import dev.portolan.Identity;
import dev.portolan.ObjectRef;
import dev.portolan.QueueSender;
import dev.portolan.StoredObject;
import dev.portolan.Trace;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An invocation whose buckets are maps. */
final class MemoryContext implements Context {
  /** Content by bucket and key. */
  final Map<String, byte[]> objects = new TreeMap<>();

  @Override
  public Bucket bucket(String name) {
    return new Bucket() {
      @Override
      public Optional<StoredObject> get(String key) {
        return Optional.ofNullable(objects.get(name + "/" + key))
            .map(
                content ->
                    new StoredObject(ObjectRef.of(name, key), new ByteArrayInputStream(content)));
      }

      @Override
      public void put(String key, byte[] content, String contentType) {
        objects.put(name + "/" + key, content);
      }

      @Override
      public void delete(String key) {
        objects.remove(name + "/" + key);
      }
    };
  }

  @Override
  public String invocationId() {
    return "test";
  }

  @Override
  public String functionName() {
    return "thumbnail";
  }

  @Override
  public Instant deadline() {
    return Instant.MAX;
  }

  @Override
  public Duration remaining() {
    return Duration.ofMinutes(1);
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Trace trace() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Identity> identity() {
    return Optional.empty();
  }

  @Override
  public System.Logger logger() {
    return System.getLogger(functionName());
  }

  @Override
  public String secret(String key) {
    throw new UnsupportedOperationException();
  }

  @Override
  public QueueSender queue(String name) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }
}
