package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Context;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.BadEvent;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Payloads with parts replaced, removed or broken: an answer or a named refusal, nothing else. */
final class LambdaFuzzTest {
  private static final int PAYLOADS = Boolean.getBoolean("surefire.nightly") ? 1_000_000 : 10_000;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  /** Looks at everything there is. */
  public static final class Curious implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      String seen =
          request.path() + request.query() + request.cookies() + request.pathParameters().keySet();
      context.trace();
      context.identity();
      return HttpResponse.of(200).withBody(seen.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void nothingUnexpectedComesOut() throws IOException {
    fuzz(FakeFrontDoor::payload, FakeFrontDoor::answer, PAYLOADS);
  }

  @Test
  void nothingUnexpectedComesOutOfGateways() throws IOException {
    fuzz(FakeRestApi::payload, FakeRestApi::answer, PAYLOADS / 4);
    fuzz(FakeRestApi::payloadOfHttpApi, FakeRestApi::answer, PAYLOADS / 4);
    fuzz(new FakeBalancer(true)::payload, LambdaFuzzTest::balanced, PAYLOADS / 4);
    fuzz(new FakeBalancer(false)::payload, LambdaFuzzTest::balanced, PAYLOADS / 4);
  }

  /** A payload that has lost its lists is one without. */
  private static HttpResponse balanced(byte[] answer) {
    String text = new String(answer, StandardCharsets.UTF_8);
    return new FakeBalancer(text.contains("\"multiValueHeaders\":{")).answer(answer);
  }

  private void fuzz(
      Function<HttpRequest, byte[]> door, Function<byte[], HttpResponse> read, int payloads)
      throws IOException {
    FunctionUnderTest function =
        FunctionUnderTest.of(Curious.class, "dev.portolan.HttpRequest")
            .withRoute("/{a}", "GET", "POST");
    LambdaEntryPoint entryPoint = new LambdaEntryPoint(function.variables(), function.loader());
    HttpRequest request =
        HttpRequest.of("POST", "/a", "b=c")
            .withHeader("cookie", "d=e")
            .withHeader("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .withBody(new byte[] {1, 2, 3});
    int answered = 0;
    for (int i = 0; i < payloads; i++) {
      Object event = JsonReader.read(door.apply(request));
      for (int times = random.nextInt(3); times >= 0; times--) {
        change(event);
      }
      byte[] payload = new JsonWriter().value(event).toBytes();
      if (random.nextInt(4) == 0) {
        payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
      }
      answered += answers(entryPoint, payload, i, read) ? 1 : 0;
    }
    assertTrue(answered > payloads / 10, "the payloads are worth something: " + answered);
  }

  private boolean answers(
      LambdaEntryPoint entryPoint, byte[] payload, int index, Function<byte[], HttpResponse> read)
      throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    String at =
        "seed " + seed + ", number " + index + ": " + new String(payload, StandardCharsets.UTF_8);
    try {
      entryPoint.handleRequest(new ByteArrayInputStream(payload), output, FakeContext.of("id"));
    } catch (BadEvent | UnsupportedEvent refused) {
      assertTrue(refused.getMessage().startsWith("id "), at);
      return false;
    } catch (RuntimeException unexpected) {
      throw new AssertionError(at, unexpected);
    }
    int status = read.apply(output.toByteArray()).status();
    assertTrue(List.of(200, 204, 400, 404, 405).contains(status), status + " at " + at);
    return true;
  }

  /** Replaces or removes something, somewhere. */
  @SuppressWarnings("unchecked")
  private void change(Object node) {
    if (node instanceof Map && !((Map<?, ?>) node).isEmpty()) {
      Map<String, Object> map = (Map<String, Object>) node;
      String key = new ArrayList<>(map.keySet()).get(random.nextInt(map.size()));
      Object child = map.get(key);
      boolean deeper = (child instanceof Map || child instanceof List) && random.nextInt(4) > 0;
      if (deeper) {
        change(child);
      } else if (random.nextInt(4) == 0) {
        map.remove(key);
      } else {
        map.put(key, odd());
      }
    } else if (node instanceof List && !((List<?>) node).isEmpty()) {
      ((List<Object>) node).set(random.nextInt(((List<?>) node).size()), odd());
    }
  }

  private Object odd() {
    Object[] odd = {
      null,
      "",
      " ",
      "x",
      "/",
      "//",
      "%",
      "%zz",
      "a\r\nb",
      "\u0000",
      "ü",
      "=",
      "$default",
      "2.0",
      "1.0",
      "GET",
      "HEAD",
      "OPTIONS",
      0L,
      -1L,
      true,
      Map.of(),
      List.of(),
      new HashMap<>(Map.of("a", 1L)),
      new ArrayList<>(List.of(1L))
    };
    return odd[random.nextInt(odd.length)];
  }
}
