package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Changes of documents are read as Firestore writes them (field numbers: googleapis/googleapis,
 * google/firestore/v1/document.proto); other bytes are refused.
 */
final class FirestoreTest {
  private static Map<Object, Object> event(byte[] data) {
    Map<Object, Object> event = new LinkedHashMap<>();
    event.put("type", "google.cloud.firestore.document.v1.written");
    event.put("datacontenttype", "application/protobuf");
    event.put("data", data);
    return event;
  }

  private static String read(ProtoWriter change) {
    Map<?, ?> event = FirestoreWire.event(event(change.toBytes()));
    assertEquals("application/json", event.get("datacontenttype"));
    return new String((byte[]) event.get("data"), StandardCharsets.UTF_8);
  }

  private static ProtoWriter p() {
    return new ProtoWriter();
  }

  private static ProtoWriter change() {
    ProtoWriter list = p().message(1, p().number(2, -5)).message(1, p().number(11, 0));
    ProtoWriter map = p().entry(1, "in", p().text(17, "gr\u00fc\u00dfe"));
    ProtoWriter document =
        p().text(1, "projects/p/databases/d/documents/orders/1")
            .entry(2, "paid", p().number(1, 1))
            .entry(2, "count", p().number(2, Long.MAX_VALUE))
            .entry(2, "price", p().real(3, 9.5))
            .entry(2, "odd", p().real(3, Double.NaN))
            .entry(2, "at", p().message(10, p().number(1, 1775361384).number(2, 500_000_000)))
            .entry(2, "raw", p().bytes(18, new byte[] {0, (byte) 0xff}))
            .entry(2, "ref", p().text(5, "projects/p/x"))
            .entry(2, "place", p().message(8, p().real(1, 41.9).real(2, 12.5)))
            .entry(2, "list", p().message(9, list))
            .entry(2, "map", p().message(6, map))
            .message(3, p().number(1, 1775361384))
            .message(4, p().number(1, 1775361385))
            .fixed32(99);
    return p().message(1, document).message(3, p().text(1, "paid").text(1, "count"));
  }

  @Test
  void everyKindOfValue() {
    assertEquals(
        "{\"value\":{\"name\":\"projects/p/databases/d/documents/orders/1\",\"fields\":{"
            + "\"paid\":true,\"count\":9223372036854775807,\"price\":9.5,\"odd\":\"NaN\","
            + "\"at\":\"2026-04-05T03:56:24.500Z\",\"raw\":\"AP8=\",\"ref\":\"projects/p/x\","
            + "\"place\":{\"latitude\":41.9,\"longitude\":12.5},\"list\":[-5,null],"
            + "\"map\":{\"in\":\"gr\u00fc\u00dfe\"}},\"createTime\":\"2026-04-05T03:56:24Z\","
            + "\"updateTime\":\"2026-04-05T03:56:25Z\"},"
            + "\"updateMask\":{\"fieldPaths\":[\"paid\",\"count\"]}}",
        read(change()));
  }

  @Test
  void aDeletedDocumentHasOnlyItsOldValue() {
    assertEquals(
        "{\"oldValue\":{\"name\":\"n\",\"fields\":{}}}", read(p().message(2, p().text(1, "n"))));
    assertEquals("{}", read(p()));
  }

  @Test
  void whatIsNotProtobufIsLeftAlone() {
    Map<Object, Object> json = event(new byte[] {'{', '}'});
    json.put("datacontenttype", "application/json");
    assertSame(json, FirestoreWire.event(json));
    Map<Object, Object> inJson = event(null);
    inJson.remove("data");
    inJson.put("data_base64", Base64.getEncoder().encodeToString(change().toBytes()));
    assertEquals("application/json", FirestoreWire.event(inJson).get("datacontenttype"));
    inJson.put("data_base64", "%");
    assertThrows(CodecException.class, () -> FirestoreWire.event(inJson));
  }

  @Test
  void malformedBytes() {
    for (ProtoWriter bad :
        List.of(
            p().number(1, 1),
            p().text(1, "no document"),
            p().bytes(1, new byte[] {8}),
            p().bytes(1, new byte[] {0}),
            p().bytes(1, new byte[] {11}),
            p().message(1, p().bytes(1, new byte[] {(byte) 0xff})),
            p().message(1, p().entry(2, "a", p().text(2, "no number"))),
            p().message(1, p().entry(2, "a", p().number(3, 1))),
            p().message(1, p().message(3, p().number(1, Long.MAX_VALUE))))) {
      assertThrows(CodecException.class, () -> FirestoreWire.event(event(bad.toBytes())));
    }
    ProtoWriter deep = p().number(1, 1);
    for (int i = 0; i < 5000; i++) {
      deep = p().message(9, p().message(1, deep));
    }
    byte[] deepest = p().message(1, p().entry(2, "a", deep)).toBytes();
    assertThrows(CodecException.class, () -> FirestoreWire.event(event(deepest)));
  }

  @Test
  void anyBytesAreReadOrRefused() {
    byte[] good = change().toBytes();
    for (int length = 0; length < good.length; length++) {
      readOrRefuse(Arrays.copyOf(good, length));
    }
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = good.clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      readOrRefuse(changed);
    }
  }

  private static void readOrRefuse(byte[] data) {
    try {
      FirestoreWire.event(event(data));
    } catch (CodecException refused) {
      assertEquals("Expected a change of a document in protobuf", refused.getMessage());
    }
  }
}
