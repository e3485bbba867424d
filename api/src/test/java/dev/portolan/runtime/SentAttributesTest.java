package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SentAttributesTest {
  private static Map<String, Object> added(Map<?, ?> attributes, String prefix) {
    Map<String, Object> event = new LinkedHashMap<>(Map.of("id", "1", "partitionkey", "k"));
    SentAttributes.add(event, attributes, prefix);
    event.remove("id");
    event.remove("partitionkey");
    return event;
  }

  @Test
  void namesAreOfLettersAndDigits() {
    assertEquals(
        Map.of("tenantid7", "a", "gre", "b"), added(Map.of("Tenant-ID_7", "a", "Größe", "b"), ""));
    Map<String, Object> alike = new LinkedHashMap<>();
    alike.put("a-b", "first");
    alike.put("A_B", "second");
    assertEquals(Map.of("ab", "first"), added(alike, ""));
  }

  @Test
  void valuesAreText() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("a", 7L);
    values.put("b", true);
    values.put("c", 1.5);
    values.put("d", List.of(1));
    values.put("e", Map.of());
    values.put("f", null);
    values.put("g", "");
    assertEquals(Map.of("a", "7", "b", "true", "c", "1.5"), added(values, ""));
  }

  @Test
  void nothingIsForged() {
    Map<String, String> forged = new LinkedHashMap<>();
    for (String name :
        List.of("ID", "source", "type", "spec-version", "subject", "time", "data", "data_base64")) {
      forged.put(name, "x");
    }
    for (String name :
        List.of("Content-Type", "datacontenttype", "dataschema", "partitionkey", "", "-", "äö")) {
      forged.put(name, "x");
    }
    for (String name : List.of("portolanattempt", "Portolan-Attempt", "portolan", "portolanx")) {
      forged.put(name, "7");
    }
    assertEquals(Map.of(), added(forged, ""));
    assertEquals(Map.of("kafkaheaderid", "x"), added(Map.of("id", "x", "-", "y"), "kafkaheader"));
    assertEquals(
        Map.of("kafkaheaderportolanattempt", "7"),
        added(Map.of("portolan-attempt", "7"), "kafkaheader"));
  }

  @Test
  void aLongNameIsKeptWholeAndTakenWhereTheEventIsSentOn() {
    String name = "nservicebusenclosedmessagetypes";
    assertEquals(Map.of(name, "T"), added(Map.of("NServiceBus.EnclosedMessageTypes", "T"), ""));
    Fields headers = Fields.headers("ce-" + name, "T");
    assertEquals(
        Map.of(name, "T"), CloudEvents.tree(HttpRequest.of("POST", "/").withHeaders(headers)));
  }
}
