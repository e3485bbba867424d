package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.StoredObject;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import dev.portolan.runtime.Tries;
import java.io.IOException;
import java.util.Map;

/**
 * Queues as topics of Pub/Sub, buckets as those of Cloud Storage, called as the account that the
 * function runs as.
 *
 * <p>Where they are is Google's own, or what the variables say that Google's own libraries know:
 * {@code PUBSUB_EMULATOR_HOST} and {@code STORAGE_EMULATOR_HOST}, on loopback only. Loaded when a
 * function first uses it, not before.
 */
final class GoogleOutbound implements Outbound {
  private final TopicCalls topics;
  private final ObjectCalls objects;

  GoogleOutbound(Map<String, String> environment, int pauseMillis) {
    AccessTokens tokens = new AccessTokens(environment.get("GCE_METADATA_HOST"));
    String publishing = environment.get("PUBSUB_EMULATOR_HOST");
    String storing = environment.get("STORAGE_EMULATOR_HOST");
    this.topics =
        new TopicCalls(
            // ABORTED and CANCELLED: cloud.google.com/pubsub/docs/retry-requests
            new GoogleApi("pubsub.googleapis.com", publishing, tokens, pauseMillis, 409, 499));
    this.objects =
        new ObjectCalls(new GoogleApi("storage.googleapis.com", storing, tokens, pauseMillis));
  }

  /** The one of this process, made when it is first asked for. */
  static Outbound here() {
    return Here.OUTBOUND;
  }

  private static final class Here {
    static final GoogleOutbound OUTBOUND = new GoogleOutbound(System.getenv(), Tries.PAUSE_MILLIS);
  }

  @Override
  public void send(String place, OutboundMessage message, long millis) throws IOException {
    topics.publish(place, message, millis);
  }

  @Override
  public StoredObject get(String place, String key, long millis) throws IOException {
    return objects.get(place, key, millis);
  }

  @Override
  public void put(String place, String key, byte[] content, String contentType, long millis)
      throws IOException {
    objects.put(place, key, content, contentType, millis);
  }

  @Override
  public void delete(String place, String key, long millis) throws IOException {
    objects.delete(place, key, millis);
  }
}
