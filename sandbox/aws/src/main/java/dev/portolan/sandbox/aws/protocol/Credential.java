package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.WireRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the Authorization header of Signature Version 4 holds. */
public record Credential(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";

  /** Reads the header; refuses a request without one, or with one that is not whole. */
  public static Credential from(WireRequest request) {
    String header =
        request.headers().first("Authorization").orElseThrow(CommonError.MISSING_TOKEN::refusal);
    if (!header.startsWith(ALGORITHM + " ")) {
      throw CommonError.MISSING_TOKEN.refusal();
    }
    Map<String, String> parts = new TreeMap<>();
    for (String part : header.substring(ALGORITHM.length()).split(",")) {
      String[] pair = part.strip().split("=", 2);
      parts.put(pair[0], pair.length == 2 ? pair[1] : "");
    }
    for (String name : List.of("Credential", "SignedHeaders", "Signature")) {
      if (parts.getOrDefault(name, "").isEmpty()) {
        throw CommonError.INCOMPLETE_SIGNATURE.refusal(name, ALGORITHM);
      }
    }
    String[] scope = parts.get("Credential").split("/");
    if (scope.length != 5 || !scope[4].equals("aws4_request")) {
      throw CommonError.INCOMPLETE_SIGNATURE.refusal("Credential", ALGORITHM);
    }
    return new Credential(
        scope[0],
        scope[1],
        scope[2],
        scope[3],
        List.of(parts.get("SignedHeaders").toLowerCase(Locale.ROOT).split(";")),
        parts.get("Signature"));
  }

  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}
