package dev.portolan.adapter.awslambda;

import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.Exchange;
import dev.portolan.runtime.Hopeless;
import dev.portolan.runtime.Tries;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * Calls one of AWS's services with the credentials of the function's role, up to three times, with
 * a pause before each but the first.
 */
final class AwsCalls {
  private static final int MOST_TRIES = 3;
  private static final int TIMEOUT_MILLIS = 5_000;

  /** What is large takes longer to begin with. */
  private static final int OBJECT_TIMEOUT_MILLIS = 20_000;

  /**
   * What services call it with 400 and 403 that too much was asked of them.
   *
   * <p>https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
   */
  private static final String[] THROTTLED = {
    "RequestThrottled",
    "RequestThrottledException",
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "KmsThrottled",
    "KMS.ThrottlingException",
    "SlowDown",
    "RequestTimeout"
  };

  /** What the names of regions begin with, and their domains, where these are other ones. */
  private static final String[][] DOMAINS = {
    {"cn-", ".amazonaws.com.cn"},
    {"eusc-", ".amazonaws.eu"},
    {"us-iso-", ".c2s.ic.gov"},
    {"us-isob-", ".sc2s.sgov.gov"},
    {"us-isof-", ".csp.hci.ic.gov"},
    {"eu-isoe-", ".cloud.adc-e.uk"}
  };

  private final Map<String, String> environment;
  private final String service;
  private final String ownEndpoint;
  private final String trace;
  private final Tries tries;

  /**
   * Calls of a service.
   *
   * @param service its name in signatures
   * @param ownEndpoint the variable that names its endpoint
   * @param trace the invocation's, as X-Ray writes it: by it Lambda stops what calls itself for
   *     ever; {@code null} for none
   * @param millis how long they may take together
   */
  AwsCalls(
      Map<String, String> environment,
      String service,
      String ownEndpoint,
      String trace,
      long millis) {
    this.environment = environment;
    this.service = service;
    this.ownEndpoint = ownEndpoint;
    this.trace = trace;
    this.tries = new Tries(millis, MOST_TRIES, Tries.PAUSE_MILLIS);
  }

  /** The region of the function. */
  static String region(Map<String, String> environment) throws IOException {
    String region = environment.get("AWS_REGION");
    if (region == null || region.isEmpty()) {
      throw new IOException("AWS_REGION is not set");
    }
    return region;
  }

  /**
   * The host of a service in a region: each of AWS's partitions has a domain of its own.
   *
   * <p>As {@code PartitionMetadata} of the AWS SDK for Java 2 has them.
   */
  static String host(String service, String region) {
    String domain = ".amazonaws.com";
    for (String[] partition : DOMAINS) {
      domain = region.startsWith(partition[0]) ? partition[1] : domain;
    }
    return service + "." + region + domain;
  }

  /** Where the environment says to call, with a slash at its end; {@code null} if it does not. */
  URI ownEndpoint() {
    String own = environment.get(ownEndpoint);
    String all = own == null ? environment.get("AWS_ENDPOINT_URL") : own;
    if (all == null) {
      return null;
    }
    String end = all.endsWith("/") ? "" : "/";
    return URI.create(all + end);
  }

  /**
   * What a service that speaks JSON answers.
   *
   * @param endpoint where, unless the environment says another place
   */
  AwsAnswer send(URI endpoint, String target, String region, JsonWriter json)
      throws IOException, GeneralSecurityException {
    Map<String, String> headers = new HashMap<>();
    String version = service.equals("sqs") ? "1.0" : "1.1";
    headers.put("Content-Type", "application/x-amz-json-".concat(version));
    headers.put("X-Amz-Target", target);
    URI own = ownEndpoint();
    URI address = own == null ? endpoint : own;
    return call(new AwsRequest("POST", address, headers, json.toBytes()), region);
  }

  /** The answer, unless it was the service's failure each time, or the time is up. */
  AwsAnswer call(AwsRequest request, String region) throws IOException, GeneralSecurityException {
    if (tries.millis() < 2) {
      throw new IOException("no time is left to call " + service);
    }
    while (true) {
      AwsAnswer answer = null;
      IOException lost = null;
      try {
        answer = once(request, region);
      } catch (Hopeless hopeless) {
        throw hopeless;
      } catch (IOException failed) {
        lost = failed;
      }
      boolean failed = answer == null || Tries.mayPass(answer.status());
      if (!failed && !isThrottled(answer)) {
        return answer;
      }
      if (!tries.again()) {
        if (lost == null && failed) {
          lost = new IOException(service + " answered " + answer.status());
        }
        if (lost != null) {
          throw lost;
        }
        return answer;
      }
    }
  }

  /** Their errors end in a code in JSON's quotes, or stand in an element of XML. */
  private static boolean isThrottled(AwsAnswer answer) {
    if (answer.status() < 400) {
      return false;
    }
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    for (String code : THROTTLED) {
      if (body.contains(code + "\"") || body.contains("<Code>" + code + "<")) {
        return true;
      }
    }
    return false;
  }

  private AwsAnswer once(AwsRequest request, String region)
      throws IOException, GeneralSecurityException {
    int most = service.equals("s3") ? OBJECT_TIMEOUT_MILLIS : TIMEOUT_MILLIS;
    Credentials credentials = Credentials.of(environment, tries.patience(most));
    Map<String, String> headers = signed(request, region, credentials);
    byte[] body = request.sends() ? request.body() : null;
    Exchange exchange =
        Exchange.open(request.method(), request.address(), headers, body, tries.patience(most));
    boolean open = request.streamed() && exchange.status() == 200;
    return new AwsAnswer(exchange, open ? null : exchange.bytes());
  }

  /** The headers of a request, those that sign it among them. */
  Map<String, String> signed(AwsRequest request, String region, Credentials credentials)
      throws GeneralSecurityException {
    byte[] sum = Signer.sha256(request.body());
    String digest = Signer.hex(sum);
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.put("Host", hostHeader(request.address()));
    headers.put(
        "X-Amz-Date",
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .format(Instant.now()));
    if (credentials.sessionToken() != null) {
      headers.put("X-Amz-Security-Token", credentials.sessionToken());
    }
    if (service.equals("s3")) {
      headers.put("X-Amz-Content-Sha256", digest);
      if (request.method().equals("PUT")) {
        headers.put("x-amz-checksum-sha256", Base64.getEncoder().encodeToString(sum));
      }
    }
    Signer signer = new Signer(credentials.accessKey(), credentials.secretKey(), region, service);
    String path = request.address().getRawPath();
    headers.put("Authorization", signer.authorization(request.method(), path, headers, digest));
    if (trace != null) {
      headers.put("X-Amzn-Trace-Id", trace);
    }
    return headers;
  }

  /** As it is sent, which is without a port that goes without saying. */
  static String hostHeader(URI address) {
    int usual = "https".equals(address.getScheme()) ? 443 : 80;
    return address.getPort() == usual ? address.getHost() : address.getRawAuthority();
  }
}
