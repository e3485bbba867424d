package dev.portolan.adapter.awslambda;

import dev.portolan.codec.CodecException;
import dev.portolan.codec.JsonReader;
import dev.portolan.runtime.Exchange;
import java.io.IOException;
import java.util.Map;

/**
 * What one of AWS's services answered.
 *
 * @param body all of it; {@code null} where it is to be read from the exchange
 */
record AwsAnswer(Exchange exchange, byte[] body) {

  int status() {
    return exchange.status();
  }

  /**
   * The body as JSON.
   *
   * @param service as people call it
   * @throws IOException if it is none: something in between may answer too
   */
  Map<?, ?> document(String service) throws IOException {
    try {
      return (Map<?, ?>) JsonReader.read(body);
    } catch (CodecException | ClassCastException foreign) {
      throw new IOException(service + " answered " + status() + " and no JSON");
    }
  }

  /** Why a service that speaks JSON refused. */
  IOException refusal(String service) throws IOException {
    Map<?, ?> document = document(service);
    Object message = document.get("message");
    message = message == null ? document.get("Message") : message;
    return new IOException(
        service + " answered " + status() + " " + document.get("__type") + ": " + message);
  }
}
