package dev.portolan.deploy.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Sources;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Part;
import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsTest {
  @TempDir Path directory;
  private int compiled;

  private Description describe(String annotations, String input, String record) {
    Path classes =
        Sources.of(
                "record Order(String name) {}",
                "enum Side { LEFT }",
                record,
                annotations
                    + " public class F implements PortableFunction<"
                    + input
                    + ", String> { public String handle("
                    + input
                    + " in, Context c) { return null; } }")
            .compile(directory.resolve("classes" + ++compiled));
    return Description.from(Bundle.of(classes, List.of()));
  }

  private List<String> problems(String annotations, String input, String record) {
    return describe(annotations, input, record).problems().stream().map(Problem::toString).toList();
  }

  private static final String PUT = "@Http(path = \"/a/{id}\", methods = \"PUT\")";

  @Test
  @DisplayName("Where parts are taken from is read off the record, and told to the adapters")
  void read() {
    FunctionSpec function =
        describe(
                PUT,
                "Change",
                "record Change(@Http.Path int id, @Http.Query(\"q\") java.util.List<Side> sides,"
                    + " @Http.Header(\"X-Tenant\") java.util.Optional<java.util.UUID> tenant,"
                    + " @Http.Query java.time.LocalDate[] days, @Http.Body Order order) {}")
            .orThrow()
            .get(0);
    assertEquals(
        List.of(
            new Part("id", Part.From.PATH, "id"),
            new Part("sides", Part.From.QUERY, "q"),
            new Part("tenant", Part.From.HEADER, "X-Tenant"),
            new Part("days", Part.From.QUERY, "days"),
            new Part("order", Part.From.BODY, "")),
        function.parts());
    String json = Descriptor.json(List.of(function));
    assertTrue(
        json.endsWith(
            ",\"parts\":[{\"component\":\"id\",\"from\":\"path\",\"name\":\"id\"},"
                + "{\"component\":\"sides\",\"from\":\"query\",\"name\":\"q\"},"
                + "{\"component\":\"tenant\",\"from\":\"header\",\"name\":\"X-Tenant\"},"
                + "{\"component\":\"days\",\"from\":\"query\",\"name\":\"days\"},"
                + "{\"component\":\"order\",\"from\":\"body\"}]}]}"),
        json);
  }

  @Test
  @DisplayName("A record that says nothing has none, and the descriptor no word of them")
  void none() {
    FunctionSpec function =
        describe(PUT, "Plain", "record Plain(int id, Order order) {}").orThrow().get(0);
    assertEquals(List.of(), function.parts());
    assertTrue(!Descriptor.json(List.of(function)).contains("parts"));
  }

  @Test
  @DisplayName("What cannot be taken from where it is said to be is a problem, all of them at once")
  void wrong() {
    List<String> problems =
        problems(
            "@Http(path = \"/a/{id}\", methods = \"GET\")",
            "Change",
            "record Change(@Http.Path int no, @Http.Query Order order, @Http.Query byte[] bytes,"
                + " @Http.Header(\"a b\") String odd, @Http.Header(\"Connection\") String kept,"
                + " String stray, @Http.Query @Http.Path(\"id\") String both,"
                + " @Http.Query java.util.Optional<java.util.List<String>> deep,"
                + " @Http.Body Order one, @Http.Body Order other) {}");
    List<String> wanted =
        List.of(
            "Change.no is taken from the path, and '/a/{id}' has no no; name a variable",
            "Change.order is a shop.Order, which no text is; make it text, a number",
            "Change.bytes is a byte[], which no text is",
            "Change.odd is taken from the header 'a b', which cannot be one",
            "Change.kept is taken from Connection, which a platform's gateway keeps for itself",
            "Change.stray does not say where it is taken from, as other parts do; give it one of",
            "Change.both is taken from two places",
            "Change.deep is a java.util.Optional<java.util.List<java.lang.String>>",
            "Change.one is taken from the body, and no method has one; name POST, PUT or PATCH",
            "Change.other is taken from the body, and no method has one",
            "Change takes the body twice; make one record of both");
    assertEquals(wanted.size(), problems.size(), problems::toString);
    for (int i = 0; i < wanted.size(); i++) {
      assertTrue(problems.get(i).contains(wanted.get(i)), problems.get(i));
    }
  }

  @Test
  @DisplayName("Of java.time, what the codec makes of a text is one, and nothing else")
  void times() {
    List<String> texts =
        List.of(
            "Duration Instant LocalDate LocalDateTime LocalTime MonthDay OffsetDateTime OffsetTime"
                .split(" "));
    List<String> more = List.of("Period Year YearMonth ZoneId ZoneOffset ZonedDateTime".split(" "));
    List<String> enums = List.of("DayOfWeek", "Month");
    for (String type : Stream.of(texts, more, enums).flatMap(List::stream).toArray(String[]::new)) {
      String record = "record Change(@Http.Query java.time." + type + " time) {}";
      assertEquals(List.of(), problems(PUT, "Change", record));
    }
    for (String type : List.of("Clock", "zone.ZoneRules", "chrono.JapaneseDate")) {
      String name = "java.time." + type;
      for (String each : List.of(name, name + "[]", "java.util.Optional<" + name + ">")) {
        List<String> problems =
            problems(PUT, "Change", "record Change(@Http.Query " + each + " time) {}");
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("Change.time is a " + each + ", which no text is"));
      }
    }
  }

  private static final String STRAY =
      "Inner.tenant says where in a request it is, and only components of the record that a function"
          + " itself takes are looked for there; move it to that record, or leave its annotation";

  @Test
  @DisplayName("A part below the input, or in the answer, is a problem and not the document's own")
  void stray() {
    String inner = "record Inner(@Http.Header(\"X-Tenant\") String tenant, Order order) {}";
    String list = "java.util.List<Inner>";
    for (String[] each :
        new String[][] {
          {"Whole", "record Whole(@Http.Path int id, @Http.Body Inner inner) {}"},
          {"Whole", "record Whole(@Http.Path int id, @Http.Body " + list + " inners) {}"},
          {"Whole", "record Whole(int id, java.util.Map<String, Inner[]> inners) {}"},
          {"Whole", "class Whole { public void setAll(" + list + " all) {} }"},
          {"Whole", "class Whole extends Above {} class Above { public Inner inner; }"},
          {list, "record Whole() {}"},
          {"java.util.Optional<Inner>", "record Whole() {}"},
          {"Event<Inner>", "record Whole() {}"},
          {"Inner[]", "record Whole() {}"}
        }) {
      List<String> problems = problems(PUT, each[0], each[1] + " " + inner);
      assertEquals(
          1, problems.stream().filter(text -> text.contains(STRAY)).count(), problems::toString);
    }
    String itself =
        "record Inner(@Http.Header(\"X-Tenant\") String tenant, @Http.Body java.util.List<Inner> all)"
            + " {}";
    assertTrue(problems(PUT, "Inner", itself).get(0).contains(STRAY));
    String answers =
        "class G implements PortableFunction<Order, "
            + list
            + "> {"
            + " public "
            + list
            + " handle(Order in, Context c) { return null; } }";
    String annotated = "@Http(path = \"/g\", methods = \"PUT\") public " + answers;
    Path classes =
        Sources.of("record Order(String name) {}", inner, annotated)
            .compile(directory.resolve("answers"));
    List<Problem> told = Description.from(Bundle.of(classes, List.of())).problems();
    assertEquals(1, told.size(), told::toString);
    assertTrue(told.get(0).toString().contains(STRAY), told::toString);
  }

  @Test
  @DisplayName("Types that refer to themselves, or grow as they are followed, have an end")
  void endless() throws IOException {
    Path compiled =
        Sources.of(
                "record Tree(Grow<Tree> trees, Tree[] all) {}",
                "record Grow<T>(T here, Grow<java.util.List<T>> more, Grow<T>[] same) {}",
                "record Inner(@Http.Query String tenant) {}")
            .compile(directory.resolve("endless"));
    try (Classes classes = Classes.open(Bundle.of(compiled, List.of()))) {
      JavaType tree = JavaType.of("shop.Tree", List.of());
      JavaType grow = JavaType.of("shop.Grow", List.of(JavaType.of("shop.Inner", List.of())));
      Handler plain = new Handler(Optional.of(tree), Optional.of(tree));
      assertEquals(List.of(), StrayParts.of(plain, classes, "here"));
      Handler grown = new Handler(Optional.of(grow), Optional.of(tree));
      assertEquals(1, StrayParts.of(grown, classes, "here").size());
    }
  }

  @Test
  @DisplayName(
      "Only what requests alone call has parts of a request, and they have no type parameters")
  void elsewhere() {
    String record = "record Change<T>(@Http.Query String a) {}";
    for (String annotations : List.of("@Function", PUT + " @Topic(\"orders\")")) {
      List<String> problems = problems(annotations, "Change<String>", record);
      assertEquals(2, problems.size(), problems::toString);
      assertTrue(problems.get(0).contains("has type parameters; take a plain record"));
      assertTrue(
          problems.get(1).contains("requests alone do not call it; make a function of its own"));
    }
  }
}
