package dev.portolan.deploy.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Sources;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Problem;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A codec is chosen by its presence, or by its name")
class CodecsTest {
  private static final String HELLO =
      """
      @Http(path = "/hello")
      public class Hello implements PortableFunction<String, String> {
        public String handle(String in, Context context) { return in; }
      }
      """;
  private static final String BODY =
      """
       {
        public Object bind(Object tree, java.lang.reflect.Type type) { return tree; }
        public Object fromTexts(java.util.Map<String, Object> texts, java.lang.reflect.Type type) {
          return texts;
        }
        public byte[] write(Object value) { return new byte[0]; }
      }
      """;
  private static final String OURS = "public class Ours implements dev.portolan.codec.Codec" + BODY;

  @TempDir Path directory;
  private Path classes;
  private Library jackson;
  private Library other;

  @BeforeEach
  void libraries() throws IOException {
    classes =
        Sources.of(
                HELLO,
                OURS,
                "public class Narrow extends Ours { public Narrow() {} }",
                "public abstract class Half implements dev.portolan.codec.Codec { Half(int i) {} }")
            .compile(directory.resolve("classes"));
    jackson = library("jackson.jar", "shop.Ours\n");
    other = library("other.jar", "shop.Narrow");
  }

  private Library library(String name, String codec) throws IOException {
    Path file = directory.resolve(name).resolve(Codecs.PATH);
    Files.createDirectories(file.getParent());
    Files.writeString(file, codec);
    return Library.of("acme", name, "1", directory.resolve(name));
  }

  private Library api() {
    return Library.of("dev.portolan", "portolan-api", "1", Sources.api());
  }

  private Description describe(String configured, Library... codecs) {
    List<Library> libraries = new java.util.ArrayList<>(List.of(codecs));
    libraries.add(api());
    Optional<Configured.Codec> codec =
        Optional.ofNullable(configured).map(name -> new Configured.Codec(name, "pom.xml:9"));
    return Description.from(Bundle.of(classes, libraries), new Configured(List.of(), codec));
  }

  private Optional<String> chosen(String configured, Library... codecs) {
    return describe(configured, codecs).orThrow().get(0).codec();
  }

  private Problem only(Description description) {
    assertEquals(1, description.problems().size(), description.problems()::toString);
    return description.problems().get(0);
  }

  @Test
  @DisplayName("without any it is that of the house, which the descriptor does not name")
  void none() {
    assertEquals(Optional.empty(), chosen(null));
    assertEquals(Optional.empty(), chosen("dev.portolan.codec.JsonCodec", jackson, other));
  }

  @Test
  @DisplayName("one that a library brings is named in the descriptor")
  void present() {
    assertEquals(Optional.of("shop.Ours"), chosen(null, jackson));
    String json = Descriptor.json(describe(null, jackson).functions());
    assertTrue(json.contains(",\"codec\":\"shop.Ours\","), json);
  }

  @Test
  @DisplayName("of two, one must be configured, and the error says how")
  void ambiguous() {
    Problem problem = only(describe(null, jackson, other));
    assertTrue(
        problem.what().contains("shop.Narrow (other.jar), shop.Ours (jackson.jar)"),
        problem.what());
    assertTrue(problem.hint().contains("<codec>shop.Narrow</codec>"), problem.hint());
    assertEquals(Optional.of("shop.Narrow"), chosen("shop.Narrow", jackson, other));
  }

  @Test
  @DisplayName(
      "a class that is not there, is no codec, or cannot be created, is refused by its place")
  void unfit() {
    Problem missing = only(describe("shop.Gone"));
    assertEquals("pom.xml:9", missing.where());
    assertTrue(missing.what().contains("shop.Gone is not on the class path"), missing.what());
    Problem stranger = only(describe("shop.Hello"));
    assertTrue(stranger.what().contains("is no dev.portolan.codec.Codec"), stranger.what());
    Problem half = only(describe("shop.Half"));
    assertTrue(half.what().contains("is not public, or abstract"), half.what());
    assertTrue(half.what().contains("no public constructor without parameters"), half.what());
  }

  @Test
  @DisplayName("a library's file that names nothing there is refused by the library's name")
  void wrongFile() throws IOException {
    Problem problem = only(describe(null, library("odd.jar", "a.B")));
    assertEquals("odd.jar", problem.where());
  }

  @Test
  @DisplayName("what the house makes no JSON of is left to another codec, and refused without one")
  void rulesOfTheHouse() {
    classes =
        Sources.of(
                """
                @Http(path = "/hello")
                public class Hello implements PortableFunction<Hello.Shape, String> {
                  public sealed interface Shape permits Circle {}
                  public record Circle(int radius) implements Shape {}
                  public String handle(Shape in, Context context) { return ""; }
                }
                """,
                OURS)
            .compile(directory.resolve("shapes"));
    assertEquals(Optional.of("shop.Ours"), chosen(null, jackson));
    assertEquals(Optional.of("shop.Ours"), chosen("shop.Ours"));
    String refused = "JSON does not say which class to make of shop.Hello$Shape";
    assertTrue(only(describe(null)).what().contains(refused));
    assertTrue(only(describe("shop.Gone")).what().contains("is not on the class path"));
  }

  @Test
  @DisplayName("the project's own file counts as a library's does, as it does for a class loader")
  void own() throws IOException {
    Path file = classes.resolve(Codecs.PATH);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "shop.Ours");
    assertEquals(Optional.of("shop.Ours"), chosen(null));
    assertTrue(only(describe(null, other)).what().contains("there are several codecs"));
    URL[] urls = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      Description one = Description.of("shop.Hello", loader, Configured.NOTHING);
      assertEquals(Optional.of("shop.Ours"), one.orThrow().get(0).codec());
    }
  }
}
