package dev.portolan.sandbox;

import java.nio.charset.StandardCharsets;

/** One HTTP response as it will stand on the wire. */
public record WireResponse(int status, WireHeaders headers, byte[] body) {

  public static WireResponse of(int status, String contentType, String body) {
    return new WireResponse(
        status, WireHeaders.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }

  public WireResponse with(String name, String value) {
    return new WireResponse(status, headers.with(name, value), body);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return status + ", " + body.length + " bytes";
  }
}
