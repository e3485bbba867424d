package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is Lambda's own and in no contract. */
final class LambdaEntryPointTest {

  /** Answers as many bytes as the path says, of a kind that needs Base64. */
  public static final class Wide implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      byte[] body = new byte[Integer.parseInt(request.pathParameters().get("size"))];
      Arrays.fill(body, (byte) 0xff);
      return HttpResponse.of(200).withBody(body);
    }
  }

  /** Writes without end. */
  public static final class Endless implements PortableFunction<HttpRequest, HttpResponse> {
    static final AtomicLong WRITTEN = new AtomicLong();

    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      return HttpResponse.of(200)
          .withBody(
              output -> {
                while (true) {
                  output.write(new byte[65_536]);
                  WRITTEN.addAndGet(65_536);
                }
              });
    }
  }

  private final FunctionUnderTest function =
      FunctionUnderTest.of(Wide.class, "dev.portolan.HttpRequest").withRoute("/{size}", "GET");
  private final LambdaEntryPoint entryPoint =
      new LambdaEntryPoint(function.variables(), function.loader());

  @Test
  void anAnswerBeyondLambdasLimitIs500() throws IOException {
    assertEquals(200, get("/4500000").status());
    HttpResponse tooLong = get("/5000000");
    assertEquals(500, tooLong.status());
    assertEquals("application/problem+json", tooLong.headers().get("content-type"));
  }

  @Test
  void aStreamedBodyIsCollectedUpToLambdasLimit() throws IOException {
    FunctionUnderTest endless =
        FunctionUnderTest.of(Endless.class, "dev.portolan.HttpRequest").withRoute("/", "GET");
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    new LambdaEntryPoint(endless.variables(), endless.loader())
        .handleRequest(
            new ByteArrayInputStream(FakeFrontDoor.payload(HttpRequest.of("GET", "/"))),
            output,
            FakeContext.of("id"));
    HttpResponse tooLong = FakeFrontDoor.answer(output.toByteArray());
    assertEquals(500, tooLong.status());
    assertEquals("application/problem+json", tooLong.headers().get("content-type"));
    assertEquals(LambdaWire.MAX_RESPONSE / 65_536 * 65_536, Endless.WRITTEN.get());
  }

  @Test
  void whatThePlatformRoutedIsNotJudgedAgain() throws IOException {
    String payload =
        new String(FakeFrontDoor.payload(HttpRequest.of("GET", "/base/12")), StandardCharsets.UTF_8)
            .replace("\"$default\"", "\"GET /{size}\"")
            .replace("\"rawPath\"", "\"pathParameters\":{\"size\":\"12\"},\"rawPath\"");
    HttpResponse response = FakeFrontDoor.answer(invoke(payload.getBytes(StandardCharsets.UTF_8)));
    assertEquals(200, response.status());
    assertEquals(12, response.body().length);
  }

  @Test
  void aRefusedEventIsNamed() {
    UnsupportedEvent refusal =
        assertThrows(UnsupportedEvent.class, () -> invoke(ForeignPayloads.read("sqs")));
    assertEquals(
        "id This is an SQS event. The function takes HTTP requests of API Gateway, function URLs and"
            + " Application Load Balancers and direct invocations.",
        refusal.getMessage());
    assertEquals(0, refusal.getStackTrace().length);
  }

  @Test
  void aMalformedRequestIs400() throws IOException {
    byte[] payload = FakeFrontDoor.payload(HttpRequest.of("GET", "/1?a=b"));
    String broken = new String(payload, StandardCharsets.UTF_8).replace("a=b", "a=%zz");
    HttpResponse response = FakeFrontDoor.answer(invoke(broken.getBytes(StandardCharsets.UTF_8)));
    assertEquals(400, response.status());
    assertFalse(new String(response.body(), StandardCharsets.UTF_8).contains("zz"));
  }

  private HttpResponse get(String path) throws IOException {
    return FakeFrontDoor.answer(invoke(FakeFrontDoor.payload(HttpRequest.of("GET", path))));
  }

  private byte[] invoke(byte[] payload) throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    entryPoint.handleRequest(new ByteArrayInputStream(payload), output, FakeContext.of("id"));
    return output.toByteArray();
  }
}
