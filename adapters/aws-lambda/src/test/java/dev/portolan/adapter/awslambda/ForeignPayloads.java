package dev.portolan.adapter.awslambda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Events of AWS that the adapter does not understand. */
final class ForeignPayloads {
  static final List<String> NAMES =
      List.of(
          "websocket",
          "authorizer-1.0",
          "lattice",
          "sqs",
          "sns",
          "s3",
          "kinesis",
          "dynamodb",
          "eventbridge",
          "kafka",
          "logs",
          "format-2.0-without-http");

  private ForeignPayloads() {}

  static List<byte[]> all() {
    return NAMES.stream().map(ForeignPayloads::read).toList();
  }

  static byte[] read(String name) {
    try (InputStream in =
        ForeignPayloads.class.getResourceAsStream("/payloads/" + name + ".json")) {
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
