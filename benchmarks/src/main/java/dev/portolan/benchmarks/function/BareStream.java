package dev.portolan.benchmarks.function;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The least that Lambda can call: reads everything, answers a constant. */
public final class BareStream implements RequestStreamHandler {
  private static final String ANSWER =
      "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
          + "\"isBase64Encoded\":false,\"body\":\"{\\\"greeting\\\":\\\"Hello, Ada!\\\"}\"}";

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    input.readAllBytes();
    output.write(ANSWER.getBytes(StandardCharsets.UTF_8));
  }
}
