package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpResponse;
import dev.portolan.codec.JsonCodec;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a document says of a response. */
final class OutputsTest {

  @Test
  void nobodyWritesABodyThatAStatusDoesNotHave() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    for (int status : new int[] {204, 304}) {
      HttpResponse response = HttpResponse.of(status);
      for (HttpResponse each :
          new HttpResponse[] {
            response.withBody(body -> asked.incrementAndGet()),
            response.withBody(9, body -> asked.incrementAndGet()),
            response.withBody(new byte[1])
          }) {
        assertEquals("{\"status\":" + status + ",\"headers\":[],\"body\":\"\"}", document(each));
      }
    }
    assertEquals(0, asked.get());
  }

  private static String document(HttpResponse response) throws Exception {
    byte[] document = Outputs.document(response, new JsonCodec(), null);
    return new String(document, StandardCharsets.UTF_8);
  }
}
