package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Batch;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no event is refused alone: the function is not called, and nothing comes again. */
final class MalformedEventsTest {

  static Stream<Arguments> events() {
    return MalformedEvents.all().stream().map(bad -> Arguments.of(bad.get(0), bad.get(1)));
  }

  @Test
  void thereAreManyOfThem() {
    assertTrue(MalformedEvents.all().size() >= 150, "only " + MalformedEvents.all().size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  @DisplayName("one by one and together")
  void isRefused(String name, String payload) {
    for (String input :
        List.of("dev.portolan.Event<java.lang.Object>", "dev.portolan.Batch<java.lang.Object>")) {
      String told = Recipient.of(input).send(payload);
      assertTrue(
          List.of("null", "{\"batchItemFailures\":[]}", "{\"outcomes\":[\"REJECT\"]}")
              .contains(told),
          told);
      assertEquals(List.of(), Recipient.HANDED, "the function is not called");
    }
  }

  @Test
  @DisplayName(
      "a good record beside a bad one is handed over, and the bad one kept from coming again")
  void aloneOfItsBatch() {
    for (String bad : List.of("null", "1", "[]", "{}", "{\"eventSource\":\"aws:s3\"}")) {
      String payload =
          Batches.sqs("a", "b").replace("{\"messageId\":\"m1\"", bad + ",{\"messageId\":\"m1\"");
      assertEquals("{\"batchItemFailures\":[]}", Recipient.of("java.lang.String").send(payload));
      assertEquals(List.of("a", "b"), Recipient.HANDED, bad);
      String first =
          Batches.sqs("a", "retry")
              .replace("[{\"messageId\":\"m0\"", "[" + bad + ",{\"messageId\":\"m0\"");
      if (!bad.contains("s3")) {
        assertEquals(
            "{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}",
            Recipient.of("java.lang.String").send(first));
      }
    }
  }

  @Test
  @DisplayName("data that is not what the function takes is refused, each record alone")
  void cannotBeBound() {
    String payload = Batches.sqs("17", "{\\\"name\\\"#\\\"Ada\\\"}", "x").replace("#", ":");
    String map = "java.util.Map<java.lang.String,java.lang.String>";
    assertEquals(
        "{\"batchItemFailures\":[]}",
        Recipient.of("dev.portolan.Event<" + map + ">").send(payload));
    assertEquals(1, Recipient.HANDED.size());
    assertEquals(
        "{\"batchItemFailures\":[]}",
        Recipient.of("dev.portolan.Batch<" + map + ">").send(payload));
    Batch<?> batch = (Batch<?>) Recipient.HANDED.get(0);
    assertEquals(Map.of("name", "Ada"), batch.events().get(0).data());
    assertEquals(
        "{\"batchItemFailures\":[]}",
        Recipient.of("dev.portolan.ObjectRef").send(Batches.sqs("a")));
    assertEquals(
        "null", Recipient.of("dev.portolan.Change<java.lang.Object>").send(Batches.sns("a")));
    assertEquals("null", Recipient.of("dev.portolan.Tick").send(Recipient.published("s3-put")));
    assertEquals(List.of(), Recipient.HANDED);
  }

  @Test
  @DisplayName("ten thousand records, of which some are bad, each have their outcome")
  void many() {
    String[] words = new String[10_000];
    for (int i = 0; i < words.length; i++) {
      words[i] = i % 10 == 0 ? "retry" : "a";
    }
    String told = Recipient.of("java.lang.String").send(Batches.sqs(words));
    assertEquals(1000, told.split("itemIdentifier").length - 1);
    assertEquals(10_000, Recipient.HANDED.size());
  }
}
