package dev.portolan.sandbox.gcp.wire;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/** Moments as messages hold them. */
public final class Times {
  private Times() {}

  public static Timestamp of(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano() / 1000 * 1000)
        .build();
  }

  public static Instant from(Timestamp timestamp) {
    return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
  }
}
