package dev.portolan.deploy.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Sources;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionTest {
  private static final String HELLO =
      """
      @Http(path = "/hello", access = Http.Access.PUBLIC)
      public class Hello implements PortableFunction<Hello.Name, Hello.Greeting> {
        public record Name(String name) {}
        public record Greeting(String greeting) {}
        public Greeting handle(Name in, Context context) { return new Greeting(in.name()); }
      }
      """;

  @TempDir Path directory;

  private Description describe(String... sources) {
    Path classes = Sources.of(sources).compile(directory.resolve("classes"));
    return Description.from(Bundle.of(classes, List.of()));
  }

  private FunctionSpec only(String... sources) {
    Description description = describe(sources);
    assertEquals(List.of(), description.problems());
    assertEquals(1, description.functions().size());
    return description.functions().get(0);
  }

  private static String body(String input, String output) {
    return "{ public " + output + " handle(" + input + " in, Context c) { return null; } }";
  }

  @Test
  @DisplayName("An annotated function is found with its types, its route and the defaults")
  void annotated() {
    FunctionSpec hello = only(HELLO);
    assertEquals("hello", hello.name());
    assertEquals("shop.Hello", hello.className());
    assertEquals("shop.Hello$Name", hello.input());
    assertEquals("shop.Hello$Greeting", hello.output());
    assertEquals(
        List.of(new Trigger.Http("/hello", List.of("GET", "POST"), Trigger.Access.PUBLIC)),
        hello.triggers());
  }

  @Test
  @DisplayName("The descriptor says what adapters need, and nothing else")
  void descriptor() {
    assertEquals(
        "{\"schema\":1,\"functions\":[{\"name\":\"hello\",\"class\":\"shop.Hello\","
            + "\"input\":\"shop.Hello$Name\",\"output\":\"shop.Hello$Greeting\",\"triggers\":"
            + "[{\"type\":\"http\",\"path\":\"/hello\",\"methods\":[\"GET\",\"POST\"],"
            + "\"access\":\"public\"}]}]}",
        Descriptor.json(List.of(only(HELLO))));
  }

  @Test
  @DisplayName("A name of one's own replaces the class's; callers are identified by default")
  void named() {
    FunctionSpec function =
        only(
            "@Function(\"order-2\") @Http(path = \"/a/{id}\", methods = {\"PUT\"})"
                + " public class PlaceOrder implements PortableFunction<byte[], Void> "
                + body("byte[]", "Void"));
    assertEquals("order-2", function.name());
    assertEquals("byte[]", function.input());
    assertEquals(
        List.of(new Trigger.Http("/a/{id}", List.of("PUT"), Trigger.Access.AUTHENTICATED)),
        function.triggers());
  }

  @Test
  @DisplayName("A function says that its callers must have responses while they are produced")
  void streaming() {
    FunctionSpec function =
        only(
            "@Http(path = \"/a\", methods = \"GET\", streaming = true)"
                + " public class Feed implements PortableFunction<byte[], Void> "
                + body("byte[]", "Void"));
    assertEquals(
        List.of(
            new Trigger.Http("/a", List.of("GET"), Trigger.Access.AUTHENTICATED)
                .withStreaming(true)),
        function.triggers());
  }

  @Test
  @DisplayName("A class's name becomes a function's in lower case with dashes")
  void kebab() {
    assertEquals("place-order", Annotations.kebab("PlaceOrder"));
    assertEquals("http-ping2", Annotations.kebab("HTTPPing2"));
    assertEquals("a", Annotations.kebab("A"));
    assertEquals("order-v2-handler", Annotations.kebab("OrderV2Handler"));
  }

  @Test
  @DisplayName("Types are found through generic superclasses and interfaces, in libraries too")
  void generics() throws Exception {
    Path library =
        Sources.of(
                "public interface Typed<B, A> extends PortableFunction<A, java.util.List<B>> {}",
                "public abstract class Chain<T> implements Typed<T[], java.util.Map<String, T>> {}")
            .compile(directory.resolve("library"));
    Path classes =
        Sources.of(
                "@Function public class Leaf extends Chain<java.util.Set<? extends Number>> {"
                    + " public java.util.List<java.util.Set<? extends Number>[]> handle("
                    + "java.util.Map<String, java.util.Set<? extends Number>> in, Context c)"
                    + " { return null; } }")
            .beside(library)
            .compile(directory.resolve("classes"));
    Bundle bundle = Bundle.of(classes, List.of(Library.of("g", "library", "1", library)));
    FunctionSpec leaf = Description.from(bundle).orThrow().get(0);
    assertEquals("java.util.Map<java.lang.String,java.util.Set<java.lang.Number>>", leaf.input());
    assertEquals("java.util.List<java.util.Set<java.lang.Number>[]>", leaf.output());

    Description without = Description.from(Bundle.of(classes, List.of()));
    assertEquals(
        List.of(
            "shop.Leaf (Leaf.java:3): its ancestor shop.Chain is not on the class path;"
                + " add the library that has it to the project, in scope compile or runtime"),
        without.problems().stream().map(Object::toString).toList());
  }

  @Test
  @DisplayName("All that is wrong is told at once, with class and line")
  void problems() {
    Description description =
        describe(
            HELLO,
            "@Function public class NoFunction {}",
            "@Function public abstract class Half implements PortableFunction<String, String> {}",
            "@Function public class Needy implements PortableFunction<String, String> {"
                + " public Needy(int i) {}"
                + body("String", "String").substring(1),
            "@Function class Hidden implements PortableFunction<String, String> "
                + body("String", "String"),
            "@SuppressWarnings(\"rawtypes\") @Function public class Raw"
                + " implements PortableFunction "
                + body("Object", "Object"),
            "@Function public class Open<T> implements PortableFunction<java.util.List<T>, String> "
                + body("java.util.List<T>", "String"),
            "@Function(\"Hello\") public class Shout implements PortableFunction<String, String> "
                + body("String", "String"),
            "@Function(\"hello\") public class Twin implements PortableFunction<String, String> "
                + body("String", "String"),
            "@Http(path = \"/hello\", methods = \"POST\") public class Rival"
                + " implements PortableFunction<String, String> "
                + body("String", "String"),
            "@Http(path = \"a//{x}/..\", methods = {\"get\", \"PUT\", \"PUT\"}) public class Lost"
                + " implements PortableFunction<String, String> "
                + body("String", "String"));
    assertEquals(
        """
        shop.Half (Half.java:3): is abstract: nothing can be created of it
        shop.Hidden (Hidden.java:3): is not public: an adapter cannot create it
        shop.Hidden (Hidden.java:3): has no public constructor without parameters
        shop.Lost (Lost.java:3): path 'a//{x}/..' does not begin with a slash
        shop.Lost (Lost.java:3): no HTTP method 'get'
        shop.Lost (Lost.java:3): HTTP method PUT twice
        shop.Needy (Needy.java:3): has no public constructor without parameters
        shop.NoFunction (NoFunction.java:3): is annotated as a function but is no dev.portolan.PortableFunction
        shop.Open (Open.java:3): leaves open what it takes or answers: PortableFunction<java.util.List<T>,java.lang.String>
        shop.Raw (Raw.java:3): implements PortableFunction without its types
        shop.Shout (Shout.java:3): 'Hello' cannot be a function's name
        shop.Twin (Twin.java:3): the function name 'hello' is taken by shop.Hello (Hello.java:4) already
        shop.Rival (Rival.java:3): the route 'POST /hello' is taken by shop.Hello (Hello.java:4) already
        """
            .strip(),
        String.join(
            "\n", description.problems().stream().map(p -> p.where() + ": " + p.what()).toList()));
    assertTrue(description.problems().stream().noneMatch(problem -> problem.hint().isEmpty()));
    assertThrows(DeployException.class, description::orThrow);
  }

  @Test
  @DisplayName("Every fault of a path is told")
  void paths() {
    assertEquals(List.of(), faults("/"));
    assertEquals(List.of(), faults("/a-b/{id}/c.d~e_f"));
    assertEquals(List.of("path '' does not begin with a slash"), faults(""));
    assertEquals(List.of("path '/a/' has an empty segment"), faults("/a/"));
    assertEquals(List.of("path '/a?b' has the segment 'a?b'"), faults("/a?b"));
    assertEquals(List.of("path '/{a}/{a}' has the variable {a} twice"), faults("/{a}/{a}"));
    assertEquals(
        List.of(
            "path '/x{a}/%41/..' has the segment 'x{a}'",
            "path '/x{a}/%41/..' has the segment '%41'",
            "path '/x{a}/%41/..' has the segment '..'"),
        faults("/x{a}/%41/.."));
  }

  private static List<String> faults(String path) {
    Trigger.Http http = new Trigger.Http(path, List.of("GET"), Trigger.Access.PUBLIC);
    return HttpRules.check(http, "").stream().map(problem -> problem.what()).toList();
  }

  @Test
  @DisplayName("Two routes that differ only in a variable's name are one")
  void sameShape() {
    Description description =
        describe(
            "@Http(path = \"/o/{id}\") public class A implements PortableFunction<String, String> "
                + body("String", "String"),
            "@Http(path = \"/o/{no}\", methods = \"GET\") public class B"
                + " implements PortableFunction<String, String> "
                + body("String", "String"));
    assertEquals(
        List.of("the route 'GET /o/{}' is taken by shop.A (A.java:3) already"),
        description.problems().stream().map(problem -> problem.what()).toList());
  }

  @Test
  @DisplayName("A project without any function is told so; one left unannotated is named")
  void none() {
    assertEquals(
        List.of("there is no function in it"),
        describe("public class Plain {}").problems().stream().map(p -> p.what()).toList());
    Description unannotated =
        describe(
            "public class Bare implements PortableFunction<String, String> "
                + body("String", "String"));
    assertEquals(1, unannotated.warnings().size());
    assertTrue(unannotated.problems().get(0).hint().contains("shop.Bare (Bare.java:3)"));
  }

  @Test
  @DisplayName("No class of the project is loaded")
  void notLoaded() {
    only(
        "@Function public class Loud implements PortableFunction<String, String> {"
            + " static { System.setProperty(\"loud\", \"loaded\"); }"
            + body("String", "String").substring(1));
    assertNull(System.getProperty("loud"));
  }

  @Test
  @DisplayName("A class file that cannot be read is a problem, not a crash")
  void unreadable() throws Exception {
    Path classes = Sources.of(HELLO).compile(directory.resolve("classes"));
    byte[] bytes = Files.readAllBytes(classes.resolve("shop/Hello.class"));
    Files.write(classes.resolve("shop/Short.class"), java.util.Arrays.copyOf(bytes, 40));
    bytes[7] = 99;
    Files.write(classes.resolve("shop/Newer.class"), bytes);
    Description description = Description.from(Bundle.of(classes, List.of()));
    assertEquals(
        List.of("shop.Newer", "shop.Short"),
        description.problems().stream().map(problem -> problem.where()).toList());
    assertEquals(1, description.functions().size());
  }

  @Test
  @DisplayName("A missing or broken jar is refused with what to do")
  void brokenJar() throws Exception {
    Path broken = Files.writeString(directory.resolve("app.jar"), "no jar");
    DeployException refused =
        assertThrows(DeployException.class, () -> Description.from(Bundle.of(broken, List.of())));
    assertEquals(DeployException.Kind.INVALID_CONFIGURATION, refused.kind());
    assertEquals("build the project again", refused.hint());
  }
}
