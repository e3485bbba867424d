package dev.portolan.adapter.awslambda;

import dev.portolan.codec.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls one of AWS's services with the credentials of the function's role, up to three times. */
final class AwsCalls {
  private static final int ATTEMPTS = 3;
  private static final long TIMEOUT_MILLIS = 5_000;

  private final Map<String, String> environment;
  private final String service;
  private final String ownEndpoint;
  private final long deadlineNanos;

  /**
   * Calls of a service.
   *
   * @param service its name in signatures
   * @param ownEndpoint the variable that names its endpoint
   * @param millis how long they may take together
   */
  AwsCalls(Map<String, String> environment, String service, String ownEndpoint, long millis) {
    this.environment = environment;
    this.service = service;
    this.ownEndpoint = ownEndpoint;
    this.deadlineNanos = System.nanoTime() + millis * 1_000_000;
  }

  /** The region of the function. */
  static String region(Map<String, String> environment) throws IOException {
    String region = environment.get("AWS_REGION");
    if (region == null || region.isEmpty()) {
      throw new IOException("AWS_REGION is not set");
    }
    return region;
  }

  /** Where to call: what the environment says, else this. */
  URI endpoint(URI otherwise) {
    String own = environment.get(ownEndpoint);
    String all = own == null ? environment.get("AWS_ENDPOINT_URL") : own;
    if (all == null) {
      return otherwise;
    }
    String end = all.endsWith("/") ? "" : "/";
    return URI.create(all + end);
  }

  /** The answer, unless it was the service's failure each time, or the time is up. */
  Wire.Answer send(URI endpoint, String target, String region, JsonWriter json)
      throws IOException, GeneralSecurityException {
    byte[] body = json.toBytes();
    IOException last = null;
    for (int i = 0; i < ATTEMPTS; i++) {
      long left = (deadlineNanos - System.nanoTime()) / 1_000_000;
      if (left < 2) {
        throw last == null ? new IOException("no time is left to call " + service) : last;
      }
      try {
        int timeout = (int) Math.min(TIMEOUT_MILLIS, left / 2);
        Map<String, String> headers = headers(endpoint, target, region, body, timeout);
        Wire.Answer answer = Wire.send("POST", endpoint, headers, body, timeout);
        if (answer.status() < 500) {
          return answer;
        }
        last = new IOException(service + " answered " + answer.status());
      } catch (IOException failed) {
        last = failed;
      }
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    throw last;
  }

  private Map<String, String> headers(
      URI endpoint, String target, String region, byte[] body, int timeoutMillis)
      throws IOException, GeneralSecurityException {
    Credentials credentials = Credentials.of(environment, timeoutMillis);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Host", endpoint.getRawAuthority());
    String version = service.equals("sqs") ? "1.0" : "1.1";
    headers.put("Content-Type", "application/x-amz-json-".concat(version));
    headers.put("X-Amz-Target", target);
    headers.put(
        "X-Amz-Date",
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now()));
    if (credentials.sessionToken() != null) {
      headers.put("X-Amz-Security-Token", credentials.sessionToken());
    }
    Signer signer = new Signer(credentials.accessKey(), credentials.secretKey(), region, service);
    headers.put("Authorization", signer.authorization("POST", headers, body));
    return headers;
  }
}
