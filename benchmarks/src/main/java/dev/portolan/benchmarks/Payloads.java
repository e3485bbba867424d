package dev.portolan.benchmarks;

/** What the functions under measurement are sent. */
public final class Payloads {
  /** A POST of fourteen bytes behind an HTTP API, in payload format 2.0. */
  public static final String HTTP_EVENT =
      "{\"version\":\"2.0\",\"routeKey\":\"POST /hello\",\"rawPath\":\"/hello\","
          + "\"rawQueryString\":\"\",\"headers\":{\"accept\":\"*/*\",\"content-length\":\"14\","
          + "\"content-type\":\"application/json\",\"host\":\"abc.execute-api.eu-west-1.amazonaws.com\","
          + "\"user-agent\":\"curl/8.5.0\",\"x-amzn-trace-id\":\"Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700\","
          + "\"x-forwarded-for\":\"203.0.113.7\",\"x-forwarded-port\":\"443\",\"x-forwarded-proto\":\"https\"},"
          + "\"requestContext\":{\"accountId\":\"123456789012\",\"apiId\":\"abc\","
          + "\"domainName\":\"abc.execute-api.eu-west-1.amazonaws.com\",\"domainPrefix\":\"abc\","
          + "\"http\":{\"method\":\"POST\",\"path\":\"/hello\",\"protocol\":\"HTTP/1.1\","
          + "\"sourceIp\":\"203.0.113.7\",\"userAgent\":\"curl/8.5.0\"},\"requestId\":\"JKJaXmPLvHcESHA=\","
          + "\"routeKey\":\"POST /hello\",\"stage\":\"$default\",\"time\":\"10/Mar/2026:05:16:23 +0000\","
          + "\"timeEpoch\":1583817383220},\"body\":\"{\\\"name\\\":\\\"Ada\\\"}\",\"isBase64Encoded\":false}";

  /** The same document alone. */
  public static final String TYPED_EVENT = "{\"name\":\"Ada\"}";

  private Payloads() {}
}
