package dev.portolan.deploy.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.Sources;
import dev.portolan.deploy.model.Bean;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the beans of a framework, whose adapter says what they look like")
final class BeansTest {
  private static final String FRAMEWORK =
      """
      {"handler": "some.Handler", "applications": ["Lshop/App;"], "factories": ["Lshop/Made;"],
       "components": ["Lshop/Part;"], "packages": ["functions"],
       "methods": {"java.util.function.Function": ["POST"], "java.util.function.Supplier": ["GET"]},
       "repackaged": "BOX/", "hint": "unpack it"}
      """;
  private static final String[] ANNOTATIONS = {
    "public @interface App {}\n// class App",
    "public @interface Made { String[] value() default {}; }\n// class Made",
    "public @interface Part { String value() default \"\"; }\n// class Part"
  };
  private static final String SHOP =
      """
      @App public class Shop {
        @Made public java.util.function.Function<String, String> upperCase() { return s -> s; }
        @Made({"tick", "tock"}) java.util.function.Supplier<String> time() { return () -> ""; }
        @Made public Adder adder() { return new Adder(); }
        @Made public String text() { return ""; }
        public java.util.function.Function<String, String> notMade() { return s -> s; }
      }
      """;
  private static final String ADDER =
      """
      public class Adder implements java.util.function.UnaryOperator<Integer> {
        public Integer apply(Integer i) { return i + 1; }
      }
      """;
  private static final String PART =
      """
      @Part public class Exclaim implements java.util.function.Function<String, String> {
        public String apply(String s) { return s; }
      }
      """;

  @TempDir Path directory;
  private Library adapter;

  @BeforeEach
  void adapter() {
    write(FRAMEWORK);
  }

  private void write(String framework) {
    Path classes = directory.resolve("adapter");
    Path file = classes.resolve(Framework.PATH);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, framework);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    adapter = Library.of("g", "adapter", "1", classes);
  }

  private Description describe(List<Definition> definitions, String... sources) {
    String[] all = new String[sources.length + ANNOTATIONS.length];
    System.arraycopy(ANNOTATIONS, 0, all, 0, ANNOTATIONS.length);
    System.arraycopy(sources, 0, all, ANNOTATIONS.length, sources.length);
    Path classes = Sources.of(all).compile(directory.resolve("classes"));
    return Description.from(
        Bundle.of(classes, List.of(adapter)), new Configured(definitions, Optional.empty()));
  }

  private static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::toString).toList();
  }

  private static FunctionSpec expected(String name, String path, String method, String bean) {
    Trigger.Access access = Trigger.Access.AUTHENTICATED;
    return FunctionSpec.of(
            name,
            "some.Handler",
            "dev.portolan.HttpRequest",
            "dev.portolan.HttpResponse",
            List.of(new Trigger.Http(path, List.of(method), access)))
        .withBean(Bean.of("shop.Shop", bean));
  }

  @Test
  @DisplayName("Each bean that is a function is one, by its name, not public")
  void found() {
    Description description = describe(List.of(), SHOP, ADDER, PART);
    assertEquals(
        List.of(
            expected("adder", "/adder", "POST", "adder"),
            expected("exclaim", "/exclaim", "POST", "exclaim"),
            expected("tick", "/tick", "GET", "tick"),
            expected("upper-case", "/upperCase", "POST", "upperCase")),
        description.orThrow());
    assertEquals(List.of(), description.warnings());
  }

  @Test
  @DisplayName("One that takes an event, and not its data alone, is known by its types")
  void ofEvents() {
    String framework =
        FRAMEWORK.replace(
            "\"methods\": {", "\"methods\": {\"dev.portolan.PortableFunction\": [\"POST\"],");
    write(framework);
    String heard =
        """
        @App public class Shop {
          @Made public dev.portolan.PortableFunction<dev.portolan.Event<String>, Void> heard() {
            return null;
          }
          @Made public dev.portolan.PortableFunction<String, Void> told() { return null; }
        }
        """;
    String listener =
        """
        @Part public class Listener
            implements dev.portolan.PortableFunction<dev.portolan.Event<byte[]>, Void> {
          public Void handle(dev.portolan.Event<byte[]> event, dev.portolan.Context context) {
            return null;
          }
        }
        """;
    assertEquals(
        List.of(
            "heard dev.portolan.Event<byte[]>",
            "listener dev.portolan.Event<byte[]>",
            "told dev.portolan.HttpRequest"),
        describe(List.of(), heard, listener).orThrow().stream()
            .map(function -> function.name() + " " + function.input())
            .toList());
  }

  @Test
  @DisplayName("What cannot be created by itself is no bean")
  void notCreatable() {
    String parts =
        """
        public class Parts {
          @Part public abstract static class Half
              implements java.util.function.Function<String, String> {}
          @Part public interface Shape extends java.util.function.Function<String, String> {}
          @Part public class Inner implements java.util.function.Function<String, String> {
            public String apply(String s) { return s; }
          }
          @Part("whole") public static class Whole implements java.util.function.Function<String, String> {
            public String apply(String s) { return s; }
          }
        }
        """;
    assertEquals(List.of("whole"), beans(parts, "@App public class Shop {}"));
  }

  @Test
  @DisplayName("In the framework's package, a class of a type that it looks for is a bean")
  void packaged() {
    write(
        FRAMEWORK.replace(
            "[\"functions\"]", "[\"shop\"], \"packaged\": [\"java.util.function.Function\"]"));
    String source =
        """
        public class Reverse implements java.util.function.Function<String, String> {
          static final java.util.function.Function<String, String> NONE =
              new java.util.function.Function<>() {
                public String apply(String s) { return s; }
              };
          public String apply(String s) { return s; }
        }
        """;
    String clock =
        """
        public class Clock implements java.util.function.Supplier<String> {
          public String get() { return ""; }
        }
        """;
    assertEquals(List.of("reverse"), beans(source, clock, "@App public class Shop {}"));
  }

  @Test
  @DisplayName("What a bean takes or answers has no parts of a request, and says none")
  void strayParts() {
    String inner = "public record Inner(@dev.portolan.Http.Header(\"X-Tenant\") String tenant) {}";
    String shop =
        """
        @App public class Shop {
          @Made public java.util.function.Function<Inner, String> direct() { return null; }
          @Made public java.util.function.Function<String, java.util.List<Inner>> answer() {
            return null;
          }
          @Made public Own own() { return null; }
        }
        """;
    String own =
        """
        public class Own extends Base<Inner> {}
        """;
    String base =
        """
        public class Base<T> implements java.util.function.Function<T, String> {
          public String apply(T t) { return null; }
        }
        """;
    List<String> all = texts(describe(List.of(), inner, shop, own, base).problems());
    assertEquals(3, all.size(), all::toString);
    all.forEach(text -> assertTrue(text.contains("Inner.tenant says where in a request"), text));
    Definition definition = new Definition("both", "direct|own", "pom.xml:1");
    assertEquals(2, describe(List.of(definition), inner, shop, own, base).problems().size());
  }

  @Test
  @DisplayName("A bean that holds a function is one")
  void holders() {
    write(FRAMEWORK.replace("\"packages\"", "\"holders\": [\"shop.Held\"], \"packages\""));
    String held = "public class Held<T> {}";
    String shop =
        """
        @App public class Shop {
          @Made public Held<java.util.function.Supplier<String>> now() { return null; }
          @Made public Held<String> text() { return null; }
        }
        """;
    assertEquals(
        List.of(expected("now", "/now", "GET", "now")), describe(List.of(), held, shop).orThrow());
  }

  private List<String> beans(String... sources) {
    return describe(List.of(), sources).orThrow().stream()
        .map(function -> function.bean().orElseThrow().definition())
        .toList();
  }

  @Test
  @DisplayName("The descriptor tells the handler what to start and what to call")
  void descriptor() {
    String json = Descriptor.json(describe(List.of(), SHOP, ADDER).orThrow().subList(0, 1));
    assertTrue(
        json.contains("\"bean\":{\"application\":\"shop.Shop\",\"definition\":\"adder\"}"), json);
  }

  @Test
  @DisplayName("Where the project defines functions, those are deployed and no other bean is")
  void defined() {
    List<Definition> definitions =
        List.of(
            new Definition("shout", "upperCase|exclaim", "pom.xml:7"),
            new Definition("now", "tick | library", "pom.xml:8"));
    Description description = describe(definitions, SHOP, ADDER, PART);
    assertEquals(
        List.of(
            expected("now", "/now", "GET", "tick | library"),
            expected("shout", "/shout", "POST", "upperCase|exclaim")),
        description.orThrow());
    assertEquals(
        List.of(
            "pom.xml:8: no bean 'library' is made by the project's own classes;"
                + " its own are: adder, exclaim, tick, upperCase"),
        texts(description.warnings()));
  }

  @Test
  @DisplayName("A definition that is none, or that nothing can serve, is refused with its line")
  void refusedDefinitions() {
    List<Definition> definitions =
        List.of(
            new Definition("shout", "upperCase||exclaim", "pom.xml:7"),
            new Definition("Shout", "upperCase", "pom.xml:8"));
    assertEquals(
        List.of(
            "pom.xml:7: definition is 'upperCase||exclaim'; write the name of a bean, or several"
                + " with | between them",
            "pom.xml:8: 'Shout' cannot be a function's name; at most 32 lower-case letters, digits"
                + " and dashes, a letter first, no dash last"),
        texts(describe(definitions, SHOP, ADDER).problems()));

    adapter = Library.of("g", "other", "1", directory.resolve("classes"));
    Definition alone = new Definition("shout", "upperCase", "pom.xml:7");
    assertTrue(
        texts(describe(List.of(alone), SHOP, ADDER).problems())
            .get(0)
            .startsWith("pom.xml:7: defines a function, but no library"));
  }

  @Test
  @DisplayName("There must be one class that the framework starts from")
  void application() {
    String none = SHOP.replace("@App ", "");
    assertEquals(
        List.of(
            "the project: has beans that are functions, but no class that their framework starts"
                + " from; annotate one with @App"),
        texts(describe(List.of(), none, ADDER).problems()));
    assertEquals(
        List.of(
            "the project: has several classes that its framework could start from: shop.Other,"
                + " shop.Shop; leave @App on one of them"),
        texts(describe(List.of(), SHOP, ADDER, "@App public class Other {}").problems()));
  }

  @Test
  @DisplayName("A bean whose name can be no function's is told, with what to configure")
  void names() {
    String source = SHOP.replace("upperCase()", "p\u00fcree()");
    assertEquals(
        List.of(
            "shop.Shop.p\u00fcree: the bean's name 'p\u00fcree' cannot be a function's name; name"
                + " the function in the plugin's configuration: <functions><shorter><definition>"
                + "p\u00fcree</definition></shorter></functions>"),
        texts(describe(List.of(), source, ADDER).problems()));
  }

  @Test
  @DisplayName("A jar that only the framework's own loader can read is refused with its remedy")
  void repackaged() throws IOException {
    Path classes = Sources.of(ADDER).compile(directory.resolve("plain"));
    Path box = directory.resolve("boxed/BOX/classes/shop");
    Files.createDirectories(box);
    Files.copy(classes.resolve("shop/Adder.class"), box.resolve("Adder.class"));
    Bundle bundle = Bundle.of(directory.resolve("boxed"), List.of(adapter));
    assertEquals(
        List.of(
            "the project: the project's jar can be read by its framework's own loader alone;"
                + " unpack it"),
        texts(Description.from(bundle).problems()));
  }

  @Test
  @DisplayName("Without an adapter no bean is a function")
  void optIn() {
    adapter = Library.of("g", "other", "1", directory.resolve("classes"));
    assertEquals(
        "the project: there is no function in it",
        texts(describe(List.of(), SHOP, ADDER).problems()).get(0).split(";")[0]);
  }
}
