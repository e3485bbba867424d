package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.cloud.functions.HttpRequest;
import dev.portolan.runtime.Refusal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** All bodies together take no more of the heap than they may. */
final class BodyReaderTest {
  private static HttpRequest request(byte[] body, long length) {
    InputStream input = new ByteArrayInputStream(body);
    return (HttpRequest)
        Proxy.newProxyInstance(
            HttpRequest.class.getClassLoader(),
            new Class<?>[] {HttpRequest.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getContentLength" -> length;
                  case "getInputStream" -> input;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static int status(BodyReader bodies, byte[] body, long length) {
    Refusal refusal =
        assertThrows(Refusal.class, () -> bodies.read(request(body, length)), "it was taken");
    return refusal.response("1").status();
  }

  @Test
  void whereNothingIsAllowedNothingIsTaken() throws Refusal {
    BodyReader bodies = new BodyReader(0, 1 << 30);
    assertEquals(413, status(bodies, new byte[1], -1));
    assertEquals(413, status(bodies, new byte[1], 1));
    assertEquals(0, bodies.read(request(new byte[0], -1)).length);
  }

  @Test
  void theBoundHoldsWhileABodyIsCopiedToo() throws Refusal {
    BodyReader bodies = new BodyReader(40_000, 4 * 40_000);
    assertEquals(413, status(bodies, new byte[30_000], -1), "16 and 32 KiB at once are more");
    byte[] small = new byte[10_000];
    byte[] first = bodies.read(request(small, 10_000));
    assertArrayEquals(small, first);
    byte[] second = bodies.read(request(small, 10_000));
    byte[] third = bodies.read(request(small, 10_000));
    byte[] fourth = bodies.read(request(small, 10_000));
    assertEquals(503, status(bodies, new byte[1], 1));
    bodies.release(first);
    bodies.release(second);
    bodies.release(third);
    bodies.release(fourth);
    assertEquals(15_000, bodies.read(request(new byte[15_000], -1)).length);
  }
}
