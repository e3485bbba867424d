package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;

/** Writes bodies as the query says, and waits for the test between two pieces. */
public final class Streams implements PortableFunction<HttpRequest, HttpResponse> {
  static volatile CountDownLatch gate = new CountDownLatch(1);

  static Described described() {
    return new Described(
        Streams.class,
        "dev.portolan.HttpRequest",
        Described.HTTP.replace("\"access\"", "\"streaming\":true,\"access\""));
  }

  @Override
  public HttpResponse handle(HttpRequest request, Context context) {
    HttpResponse response =
        HttpResponse.of(200)
            .withHeader("content-type", "x/y")
            .withHeader("x-name", "gr\u00fc\u00dfe")
            .withHeader("x-told", request.header("x-told").orElse("none"));
    return switch (request.rawQuery()) {
      case "gate" -> response.withBody(Streams::twoPieces);
      case "broken" -> response.withBody(Streams::broken);
      case "late" -> response.withBody(Streams::late);
      case "short" -> response.withBody(5, Streams::twoPieces);
      default -> response.withBody(request.body());
    };
  }

  private static void twoPieces(OutputStream output) throws Exception {
    output.write('a');
    output.flush();
    gate.await();
    output.write('b');
  }

  private static void broken(OutputStream output) throws Exception {
    output.write('a');
    output.flush();
    throw new IllegalStateException("hunter2");
  }

  private static void late(OutputStream output) throws Exception {
    output.write('a');
    output.flush();
    new CountDownLatch(1).await();
  }
}
