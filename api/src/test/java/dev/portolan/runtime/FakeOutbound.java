package dev.portolan.runtime;

import dev.portolan.ObjectRef;
import dev.portolan.StoredObject;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Queues and buckets in memory, by their places. */
final class FakeOutbound implements Outbound {
  final List<OutboundMessage> sent = new ArrayList<>();
  final Map<String, byte[]> objects = new TreeMap<>();

  @Override
  public void send(String place, OutboundMessage message, long millis) {
    sent.add(message);
  }

  @Override
  public StoredObject get(String place, String key, long millis) {
    byte[] content = objects.get(place + "/" + key);
    return content == null
        ? null
        : new StoredObject(ObjectRef.of(place, key), new ByteArrayInputStream(content));
  }

  @Override
  public void put(String place, String key, byte[] content, String contentType, long millis) {
    objects.put(place + "/" + key, content);
  }

  @Override
  public void delete(String place, String key, long millis) {
    objects.remove(place + "/" + key);
  }
}
