package dev.portolan.deploy;

import static dev.portolan.deploy.PortabilityTest.handling;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.portability.Finding;
import dev.portolan.deploy.portability.Ties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What targets lack, by members of the interface. Two of them lack alike, one lacks nothing. */
class PortabilityLacksTest {
  private static final String LACKS =
      """
      {
        "provider": "%s",
        "features": ["HTTP", "PUBLIC_HTTP", "QUEUE", "RECORDS"],
        "limits": {},
        "lacks": {
          "attempt": {"note": true, "members": ["dev.portolan.Context.attempt"],
                      "of": ["QUEUE"], "why": "%s", "hint": "do not count"},
          "record-removal": {"members": ["dev.portolan.Event$Kind.RECORD_DELETED"],
                             "of": ["RECORDS"], "why": "none is told", "hint": "mark it"},
          "snapshot-hooks": {"note": true, "why": "no snapshots", "hint": "nothing to do",
                             "members": ["dev.portolan.Lifecycle.beforeSnapshot",
                                         "dev.portolan.Lifecycle.afterRestore"]},
          "request-body": {"note": true, "members": ["dev.portolan.HttpRequest.body"],
                           "inputs": ["byte[]"], "of": ["PUBLIC_HTTP", "HTTP"],
                           "why": "text alone", "hint": "send text"},
          "header-text": {"why": "ASCII alone", "hint": "encode it"}
        }
      }
      """;
  private static final Ties ONE = PortabilityTest.ties(LACKS.formatted("one", "it counts none"));
  private static final Ties TWO = PortabilityTest.ties(LACKS.formatted("two", "nor this"));
  private static final Ties ALL =
      PortabilityTest.ties(
          """
          {"provider": "all", "features": ["HTTP", "PUBLIC_HTTP", "QUEUE", "RECORDS"], "limits": {}}
          """);

  @TempDir Path directory;

  private Portability look(Map<String, String> configuration, String... sources) {
    List<Configuration.Entry> entries = new ArrayList<>();
    configuration.forEach(
        (key, value) -> entries.add(new Configuration.Entry(key, value, "pom.xml:7")));
    Path classes = Sources.of(sources).compile(directory.resolve("classes"));
    Portability portability =
        Portolan.portability(
            PortabilityTest.OWNER,
            Bundle.of(classes, List.of()),
            Configuration.of(entries),
            List.of(ALL, ONE, TWO),
            List.of(),
            directory.resolve("work"));
    assertEquals(List.of(), portability.problems());
    return portability;
  }

  private static List<String> told(Portability portability) {
    return portability.findings().stream()
        .map(each -> each.name() + " " + each.place().toString().replace("shop.", ""))
        .toList();
  }

  private static String queue(String name, String statements) {
    return """
        @Queue("to-pack")
        public class %s implements PortableFunction<String, Void> {
          public Void handle(String input, Context context) {
            %s
            return null;
          }
        }
        """
        .formatted(name, statements);
  }

  @Test
  @DisplayName("A member is told where it is called, with whom it concerns and why, and fails none")
  void called() {
    Portability portability =
        look(Map.of(), queue("Pack", "if (context.attempt() > 3) { throw new Error(); }"));
    assertEquals(List.of("attempt Pack.handle (Pack.java:6)"), told(portability));
    Finding finding = portability.findings().get(0);
    assertTrue(finding.note());
    assertEquals("calls Context.attempt; one: it counts none; two: nor this", finding.what());
    assertEquals(List.of("one", "two"), finding.providers());
    assertEquals(List.of(), portability.open());
    assertEquals(List.of(finding), portability.notes());
    assertEquals(ExitCode.VERIFIED, portability.exitCode());
    String text = portability.text();
    assertTrue(text.contains("[attempt, a note; one, two]"), text);
    assertTrue(text.contains("what to do: do not count"), text);
    assertTrue(text.contains("0 findings; 1 note; lock-in: all 0, one 0, two 0"), text);
  }

  @Test
  @DisplayName("So it is in what a function reaches, and only of those that are called so")
  void only() {
    String counter = "class Counter { static int of(Context c) { return c.attempt(); } }";
    assertEquals(
        List.of("attempt Counter.of (Counter.java:3)"),
        told(look(Map.of(), queue("Pack", "Counter.of(context);"), counter)));
  }

  @Test
  @DisplayName("What only other functions reach is not told")
  void others() {
    assertEquals(
        List.of(),
        told(look(Map.of(), handling("context.attempt(); return null;"), queue("Pack", ""))));
  }

  @Test
  @DisplayName("What certainly goes wrong fails the build, unless it is accepted by its name")
  void certain() {
    String audit =
        """
        @RecordChanged("customers")
        public class Audit implements PortableFunction<Event<Change<String>>, Void> {
          public Void handle(Event<Change<String>> event, Context context) {
            switch (event.kind()) {
              case RECORD_DELETED: throw new Error();
              default: return null;
            }
          }
        }
        """;
    Portability portability = look(Map.of(), audit);
    assertEquals(
        List.of("record-removal"), portability.open().stream().map(Finding::name).toList());
    assertEquals(
        "asks for Event.Kind.RECORD_DELETED; one, two: none is told",
        portability.findings().get(0).what());
    assertEquals(ExitCode.REFUSED, portability.exitCode());
    Portability accepted = look(Map.of("portolan.accept.record-removal", "none is removed"), audit);
    assertEquals(ExitCode.VERIFIED, accepted.exitCode());
  }

  @Test
  @DisplayName("Hooks that a class overrides are told once, of a class between them too")
  void overridden() {
    String between =
        """
        abstract class Between implements Lifecycle {
          public void beforeSnapshot() {}
          public void afterRestore() {}
          public void start() {}
        }
        """;
    String function =
        handling("return null;").replace("Order implements", "Order extends Between implements");
    Portability portability = look(Map.of(), function, between);
    assertEquals(
        List.of("snapshot-hooks Between.beforeSnapshot (Between.java:4)"), told(portability));
    assertEquals(
        "has beforeSnapshot and afterRestore of Lifecycle; one, two: no snapshots",
        portability.findings().get(0).what());
  }

  @Test
  @DisplayName("A type is told where a function takes it, over HTTP and not from a queue")
  void inputs() {
    String body =
        "implements PortableFunction<byte[], Void> { public Void handle(byte[] b, Context c) { return null; } }";
    Portability portability =
        look(
            Map.of(),
            "@Http(path = \"/up\") public class Up " + body,
            "@Queue(\"to-pack\") public class Pack " + body);
    assertEquals(List.of("request-body Up.handle (Up.java:3)"), told(portability));
    assertEquals("takes byte[]; one, two: text alone", portability.findings().get(0).what());
  }

  @Test
  @DisplayName("A header is told whose text is a constant beyond ASCII, and no other")
  void headers() {
    Portability portability =
        look(
            Map.of(),
            handling(
                """
                HttpResponse response = HttpResponse.of(200).withHeader("x-a", "plain");
                return response.withHeader("x-b", "gr\u00fc\u00dfe" + request.path());
                """));
    assertEquals(1, portability.findings().size(), portability.text());
    Finding finding = portability.findings().get(0);
    assertEquals("header-text", finding.name());
    assertFalse(finding.note());
    assertTrue(
        finding.what().startsWith("sets a header to 'gr\u00fc\u00dfe', beyond ASCII; one, two: "));
  }

  @Test
  @DisplayName("Where no target lacks it nothing is told, and machines are told which are notes")
  void machines() throws Exception {
    JsonNode json =
        new ObjectMapper().readTree(look(Map.of(), queue("Pack", "context.attempt();")).json());
    assertTrue(json.get("findings").get(0).get("note").asBoolean());
    assertEquals(0, json.get("exitCode").asInt());
  }
}
