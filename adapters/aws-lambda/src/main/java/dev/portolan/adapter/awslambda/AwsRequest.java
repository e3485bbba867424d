package dev.portolan.adapter.awslambda;

import java.net.URI;
import java.util.Map;

/**
 * A request to one of AWS's services, without what signs it.
 *
 * @param address its path is encoded as the service signs it; it has no query
 * @param headers those that are this request's own
 * @param body empty for none
 */
record AwsRequest(String method, URI address, Map<String, String> headers, byte[] body) {

  /** Whether the body of a 200 shall be left to read: it is an object. */
  boolean streamed() {
    return method.equals("GET");
  }

  /** Whether there is a body to send, which an empty one of an object is too. */
  boolean sends() {
    return method.equals("POST") || method.equals("PUT");
  }
}
