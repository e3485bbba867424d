package dev.portolan.adapter.awslambda;

import dev.portolan.StoredObject;
import dev.portolan.runtime.Outbound;
import dev.portolan.runtime.OutboundMessage;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Map;

/**
 * Queues of SQS, by their URLs, and buckets of S3, by their names.
 *
 * <p>Loaded when a function first sends, reads or stores, not before.
 */
final class AwsOutbound implements Outbound {
  private final Map<String, String> environment;
  private final String trace;

  private AwsOutbound(Map<String, String> environment, String trace) {
    this.environment = environment;
    this.trace = trace;
  }

  /**
   * As what it is for others, so that nobody loads it to see that it is.
   *
   * @param trace the invocation's, as X-Ray writes it; {@code null} for none
   */
  static Outbound of(Map<String, String> environment, String trace) {
    return new AwsOutbound(environment, trace);
  }

  @Override
  public void send(String place, OutboundMessage message, long millis) throws IOException {
    try {
      SqsCalls.Letter letter = OutboundWire.letter(message, SqsCalls.isOrdered(place));
      int size = OutboundWire.size(letter);
      if (size > SqsCalls.MOST_BYTES) {
        throw new IOException(
            "SQS takes no message of more than "
                + SqsCalls.MOST_BYTES
                + " bytes, and this one has "
                + size
                + ": store the data in a bucket, and send where");
      }
      AwsAnswer answer = new SqsCalls(environment, trace).send(place, letter, millis);
      if (answer.status() != 200) {
        throw answer.refusal("SQS");
      }
    } catch (GeneralSecurityException missing) {
      throw new IOException(missing);
    }
  }

  @Override
  public StoredObject get(String place, String key, long millis) throws IOException {
    return new S3Calls(environment, trace, millis).get(place, key);
  }

  @Override
  public void put(String place, String key, byte[] content, String contentType, long millis)
      throws IOException {
    new S3Calls(environment, trace, millis).put(place, key, content, contentType);
  }

  @Override
  public void delete(String place, String key, long millis) throws IOException {
    new S3Calls(environment, trace, millis).delete(place, key);
  }
}
