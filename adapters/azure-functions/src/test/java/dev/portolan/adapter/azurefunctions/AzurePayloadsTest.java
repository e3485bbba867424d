package dev.portolan.adapter.azurefunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.Event;
import dev.portolan.codec.CodecException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of each kind of event, and what is refused. */
final class AzurePayloadsTest {
  private final Map<String, Object> event = new HashMap<>();

  @Test
  void aBlobByItsContainerAndItsWholeName() {
    event.put("subject", "/blobServices/default/containers/photos/blobs/2026/blobs/a%20b.jpg");
    event.put("data", Map.of("contentLength", 12L, "eTag", "0x8D4", "contentType", "image/jpeg"));
    Map<?, ?> told = (Map<?, ?>) AzurePayloads.of(Event.Kind.OBJECT_CREATED, event);
    assertEquals("photos", told.get("bucket"));
    assertEquals("2026/blobs/a%20b.jpg", told.get("key"), "as it was given");
    assertEquals(12L, told.get("size"));
    assertEquals("0x8D4", told.get("etag"));
    assertEquals("image/jpeg", told.get("contentType"));
    event.put("data", Map.of("eTag", "\"0x8D4\""));
    Map<?, ?> quoted = (Map<?, ?>) AzurePayloads.of(Event.Kind.OBJECT_CREATED, event);
    assertEquals("0x8D4", quoted.get("etag"), "without its quotes");
    assertNull(quoted.get("size"));
    event.put("subject", "/blobServices/default/containers/photos");
    assertThrows(CodecException.class, () -> AzurePayloads.of(Event.Kind.OBJECT_DELETED, event));
  }

  @Test
  void aDocumentAsItIsNow() {
    event.put("data", Map.of("id", "7", "n", 1L));
    Map<?, ?> told = (Map<?, ?>) AzurePayloads.of(Event.Kind.RECORD_UPSERTED, event);
    assertEquals("7", told.get("key"));
    assertNull(told.get("before"));
    assertEquals(Map.of("id", "7", "n", 1L), told.get("after"));
    event.put("data", 1L);
    assertThrows(CodecException.class, () -> AzurePayloads.of(Event.Kind.RECORD_UPSERTED, event));
  }

  @Test
  void aTickByTheNameOfItsFunction() {
    event.put("source", "/sites/shop/functions/nightly");
    assertEquals(Map.of("name", "nightly"), AzurePayloads.of(Event.Kind.SCHEDULE, event));
    assertNull(AzurePayloads.of(Event.Kind.CUSTOM, event));
  }
}
