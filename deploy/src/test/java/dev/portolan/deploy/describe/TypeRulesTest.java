package dev.portolan.deploy.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Sources;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As other languages compile their types, written down in Java; their own are in api-kotlin. */
@DisplayName("what JSON cannot be made of is refused by the build")
final class TypeRulesTest {
  private static final String OPTION = "package scala; public abstract class Option<T> {}";

  private static final String SCALA_OBJECT =
      """
      @Http(path = "/one")
      public final class One$ implements PortableFunction<String, String> {
        public static final One$ MODULE$ = new One$();
        private One$() {}
        public String handle(String in, Context context) { return in; }
      }
      """;

  @TempDir Path directory;

  private Description describe(String... sources) {
    Path classes = Sources.of(sources).compile(directory.resolve("classes"));
    return Description.from(Bundle.of(classes, List.of()));
  }

  private static String function(String input, String output, String members) {
    return "@Function public class F implements PortableFunction<"
        + (input + ", " + output + "> { public " + output + " handle(" + input)
        + (" in, Context context) { return null; } " + members + " }");
  }

  private void refused(String what, String hint, String... sources) {
    Description description = describe(sources);
    assertEquals(1, description.problems().size(), description.problems().toString());
    String told = description.problems().get(0).toString();
    assertTrue(told.contains(what), told);
    assertTrue(told.contains(hint), told);
  }

  private void taken(String... sources) {
    assertEquals(List.of(), describe(sources).problems());
  }

  @Test
  @DisplayName("Scala's own containers, wherever they stand")
  void containersOfScala() {
    refused(
        "takes shop.F$In, in shop.F$In.note: JSON is not made of a scala.Option",
        "use java.util.Optional",
        function("F.In", "String", "public record In(java.util.List<Note> notes) {}")
            .replace("List<Note>", "List<scala.Option<String>>")
            .replace("notes", "note"),
        OPTION);
  }

  @Test
  @DisplayName("and in what is answered")
  void containersOfScalaAnswered() {
    refused(
        "answers scala.Option<java.lang.String>: JSON is not made of a scala.Option",
        "use java.util.Optional",
        function("String", "scala.Option<String>", ""),
        OPTION);
  }

  @Test
  @DisplayName("a constructor whose parameters the class file does not name")
  void unnamedParameters() {
    refused(
        "takes shop.F$In: the class file of shop.F$In does not name its constructor's parameters",
        "make it a record, or compile it with -parameters",
        function(
            "F.In",
            "String",
            """
            public static class In {
              private final String name;
              public In(String name) { this.name = name; }
              public String getName() { return name; }
            }
            """));
  }

  @Test
  @DisplayName("a class that nothing can be told to, which would be an empty object")
  void nothingToTell() {
    refused(
        "takes shop.F$In: nothing says how to make a shop.F$In",
        "make it a record, or give it a constructor without parameters and setters",
        function(
            "F.In",
            "String",
            "public static class In { public In() {} public String getName() { return null; } }"));
  }

  @Test
  @DisplayName("a class that tells nothing")
  void nothingTold() {
    refused(
        "answers shop.F$Out: a shop.F$Out has no properties",
        "or answer Void",
        function("String", "F.Out", "public static class Out { private String name; }"));
  }

  @Test
  @DisplayName("an interface, deep in generic types")
  void interfaces() {
    refused(
        "in shop.F$Page.items: JSON does not say which class to make",
        "take a record",
        function(
            "F.In",
            "String",
            """
            public interface Shape {}
            public record Page<T>(java.util.List<T> items) {}
            public record In(Page<Shape> page) {}
            """));
  }

  @Test
  @DisplayName("but beans, records in circles, enums, arrays and what is not there are taken")
  void taken() {
    taken(
        function(
            "F.In",
            "java.util.Map<String, F.Out>",
            """
            public enum Size { SMALL }
            public record Node(Node next, Size size, byte[] bytes, int[][] table, Object any) {}
            public static class Base { private String id; public void setId(String id) {} }
            public static class In extends Base { public Node node; }
            public static class Out extends java.util.ArrayList<String> {}
            """));
  }

  @Test
  @DisplayName("an object of Scala is a function by its own name, once")
  void objects() {
    Description description =
        describe(
            SCALA_OBJECT,
            "@Http(path = \"/one\") public final class One { public static void handle() {} }");
    assertEquals(List.of(), description.problems());
    FunctionSpec one = description.functions().get(0);
    assertEquals("one", one.name());
    assertEquals("shop.One$", one.className());
    assertEquals(1, description.functions().size());
  }

  @Test
  @DisplayName("a number that a signature does not have is told from the method")
  void primitives() {
    refused(
        "takes a primitive value, whose type class files do not tell",
        "take a class",
        """
        @Function public class F implements PortableFunction<Object, String> {
          public String handle(Object in, Context context) { return handle((int) in, context); }
          public String handle(int in, Context context) { return ""; }
        }
        """);
  }

  @Test
  @DisplayName("what a bean may be told is not looked at, for a document need not tell it")
  void settersAreNotAskedFor() {
    taken(
        function(
            "F.In",
            "String",
            """
            public interface Plug {}
            public static class In {
              public Plug open;
              public void setLogger(Plug logger) {}
              public void setName(String name) {}
              public void setName(Plug name) {}
            }
            """));
    refused(
        "in shop.F$Whole.plug: JSON does not say which class to make",
        "take a record",
        function(
            "F.Whole",
            "String",
            "public interface Plug {} public record Whole(String name, Plug plug) {}"));
  }

  @Test
  @DisplayName("a record that has itself with ever more arguments comes to an end")
  void deep() {
    String deep = "public record Deep<T>(T v, Deep<java.util.List<T>> next) {}";
    taken(function("F.Deep<String>", "F.Deep<String>", deep));
  }
}
