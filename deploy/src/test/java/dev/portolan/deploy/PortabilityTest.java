package dev.portolan.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.portability.Finding;
import dev.portolan.deploy.portability.Ties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two made-up vendors: one whose SDK is the JDK's for XML, one that carries one cookie. */
class PortabilityTest {
  static final Owner OWNER = Owner.of("com.acme", "shop", "dev");
  static final Ties XML =
      ties(
          """
          {
            "provider": "xml",
            "features": ["HTTP", "PUBLIC_HTTP", "SCHEDULE", "ENVIRONMENT"],
            "limits": {"java": 25, "requestSeconds": 30, "eventSeconds": 60, "tickSeconds": 900,
                       "memoryMebibytes": 4096},
            "ties": [
              {"name": "dom", "what": "the DOM", "types": ["org.w3c."], "hint": "do without"},
              {"name": "sax", "what": "SAX", "types": ["org.xml.sax."], "hint": "do without",
               "ofEntryPoints": true},
              {"name": "xml-environment", "what": "which XML sets", "variables": ["XML_REGION"],
               "hint": "set one of your own"}
            ],
            "entryPoints": [
              {"name": "xml-entry-point", "type": "org.xml.sax.EntityResolver",
               "method": "resolveEntity", "hint": "implement PortableFunction"},
              {"name": "xml-entry-point", "type": "java.lang.Deprecated", "hint": "make a class of it"},
              {"name": "xml-entry-point", "type": "org.xml.sax.Attributes", "byParameter": true,
               "hint": "implement PortableFunction"}
            ],
            "equivalents": {"org.xml.sax.InputSource": "answer HttpResponse"}
          }
          """);
  static final Ties PLAIN =
      ties(
          """
          {
            "provider": "plain",
            "features": ["HTTP", "PUBLIC_HTTP", "STREAMING", "SCHEDULE", "QUEUE", "ENVIRONMENT"],
            "limits": {"java": 16, "unpackedBytes": 100000},
            "lacks": {"two-cookies": {"why": "it carries one", "hint": "make one of both"}}
          }
          """);

  @TempDir Path directory;

  static Ties ties(String json) {
    try {
      return Ties.from(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String handler(String name, String body) {
    return """
        import java.io.*;
        import java.nio.file.*;
        import java.util.*;
        import java.util.concurrent.*;

        @Http(path = "/%2$s")
        public class %1$s implements PortableFunction<HttpRequest, HttpResponse> {
        %3$s
        }
        """
        .formatted(name, name.toLowerCase(java.util.Locale.ROOT), body);
  }

  static String handling(String statements) {
    return handler(
        "Order",
        """
          public HttpResponse handle(HttpRequest request, Context context) throws Exception {
            %s
          }
        """
            .formatted(statements));
  }

  private Bundle bundle(String... sources) {
    return Bundle.of(Sources.of(sources).compile(directory.resolve("classes")), List.of());
  }

  private Portability look(Bundle bundle, Map<String, String> configuration, String... targets) {
    List<Configuration.Entry> entries = new ArrayList<>();
    configuration.forEach(
        (key, value) -> entries.add(new Configuration.Entry(key, value, "pom.xml:7")));
    return Portolan.portability(
        OWNER,
        bundle,
        Configuration.of(entries),
        List.of(PLAIN, XML),
        List.of(targets),
        directory.resolve("work"));
  }

  /** What is found at the vendor of XML, in a project of these sources. */
  private List<Finding> found(String... sources) {
    Portability portability = look(bundle(sources), Map.of(), "xml");
    assertEquals(List.of(), portability.problems());
    return portability.findings();
  }

  private Finding only(String... sources) {
    List<Finding> findings = found(sources);
    assertEquals(1, findings.size(), findings.toString());
    return findings.get(0);
  }

  static final String CLEAN = handling("return HttpResponse.of(200);");

  @Test
  @DisplayName("Nothing is found in a function that knows no vendor, and the score of all is 0")
  void clean() {
    Portability portability = look(bundle(CLEAN), Map.of(), "xml");
    assertEquals(List.of(), portability.findings());
    assertEquals(Map.of("plain", 0, "xml", 0), portability.scores());
    assertEquals(ExitCode.VERIFIED, portability.exitCode());
  }

  @Test
  @DisplayName("A vendor's type is found where it is named, through the project's own classes")
  void tie() {
    Finding finding =
        only(
            handling("return new Store().keep();"),
            """
            class Store {
              HttpResponse keep() {
                org.w3c.dom.Document kept = null;
                return kept.getXmlEncoding() == null ? HttpResponse.of(200) : null;
              }
              void unused(org.w3c.dom.Node node) { node.normalize(); }
            }
            """);
    assertEquals("dom", finding.name());
    assertEquals("shop.Store.keep (Store.java:6)", finding.place().toString());
    assertTrue(finding.what().contains("uses org.w3c.dom.Document, of the DOM"), finding.what());
    assertEquals("xml", finding.ties().orElseThrow());
  }

  @Test
  @DisplayName("A vendor is found that the project is not for, and counts in the score")
  void otherVendor() {
    String source =
        handling("return context.unwrap(org.w3c.dom.Node.class).isEmpty() ? null : null;");
    Portability portability = look(bundle(source), Map.of(), "plain");
    assertEquals(1, portability.scores().get("xml"));
    assertEquals(
        List.of("bytecode", "dom"),
        portability.findings().stream().map(Finding::name).sorted().toList());
    assertEquals(ExitCode.REFUSED, portability.exitCode());
  }

  @Test
  @DisplayName("What only a lambda, a callback or a subclass calls is reached too")
  void reached() {
    List<Finding> findings =
        found(
            handling(
                """
                List.of(1).forEach(each -> Node.use());
                new TreeSet<>(new Order2());
                Shape shape = new Round();
                shape.draw();
                return null;
                """),
            "class Node { static void use() { ((org.w3c.dom.Node) null).normalize(); } }",
            """
            class Order2 implements java.util.Comparator<Object> {
              public int compare(Object a, Object b) {
                return ((org.w3c.dom.Node) a).hasAttributes() ? 1 : 0;
              }
            }
            """,
            "interface Shape { void draw(); }",
            """
            class Round implements Shape {
              public void draw() { ((org.w3c.dom.Node) null).normalize(); }
            }
            """);
    assertEquals(
        List.of("shop.Node", "shop.Order2", "shop.Round"),
        findings.stream().map(each -> each.place().className()).toList());
  }

  @Test
  @DisplayName("What stands in a block is told under the method that the block stands in")
  void block() {
    Finding finding =
        only(handling("Runnable r = () -> ((org.w3c.dom.Node) null).normalize(); return null;"));
    assertEquals("shop.Order.handle (Order.java:11)", finding.place().toString());
  }

  @Test
  @DisplayName("A variable that only one vendor sets is a tie, where its name is constant")
  void variable() {
    Finding finding =
        only(handling("return HttpResponse.text(200, System.getenv(\"XML_REGION\"));"));
    assertEquals("xml-environment", finding.name());
    assertTrue(finding.what().startsWith("reads XML_REGION"), finding.what());
  }

  @Test
  @DisplayName("A class that a vendor calls is found without any function of ours")
  void entryPoint() {
    Portability portability =
        look(
            bundle(
                """
                public class Legacy implements org.xml.sax.EntityResolver {
                  public org.xml.sax.InputSource resolveEntity(String publicId, String systemId) {
                    new java.io.File("/srv/orders").mkdirs();
                    return new org.xml.sax.InputSource(systemId);
                  }
                }
                """),
            Map.of(),
            "xml");
    assertEquals(List.of(), portability.problems());
    assertEquals(1, portability.entryPoints());
    assertEquals(
        List.of("file-write", "xml-entry-point"),
        portability.findings().stream().map(Finding::name).sorted().toList());
    Finding entry = portability.findings().get(1);
    assertEquals("shop.Legacy.resolveEntity (Legacy.java:5)", entry.place().toString());
    assertEquals("implement PortableFunction; for InputSource answer HttpResponse", entry.hint());
    assertEquals(1, portability.scores().get("xml"));
  }

  @Test
  @DisplayName("So is a public method that only a configuration can name: nobody calls it")
  void entryPointByParameter() {
    String handler =
        """
        public class Legacy {
          public String handle(String in, org.xml.sax.Attributes context) { return next(in, context); }
          public String other(org.xml.sax.Attributes context) { return null; }
          public String next(String in, org.xml.sax.Attributes context) { return hidden(context); }
          private String hidden(org.xml.sax.Attributes context) { return in(context, 1); }
          public String in(org.xml.sax.Attributes context, int more) {
            new File("/srv").mkdirs();
            return null;
          }
        }
        """
            .replace("new File", "new java.io.File");
    Portability portability = look(bundle(handler), Map.of(), "xml");
    assertEquals(1, portability.entryPoints());
    assertEquals(
        List.of("xml-entry-point shop.Legacy.handle", "file-write shop.Legacy.in"),
        portability.findings().stream()
            .map(each -> each.name() + " " + each.place().className() + "." + each.place().member())
            .toList());
    assertEquals("takes a Attributes of xml", portability.findings().get(0).what());
  }

  @Test
  @DisplayName("A public helper that no platform can call is none")
  void helpersWithTheParameter() {
    String attributes = "org.xml.sax.Attributes context) { return null; }";
    for (String helper :
        List.of(
            "public class Logs { public static String init(" + attributes + " }",
            "public class Logs { public String init(" + attributes + " }",
            "public class Logs { public Logs(int a) {} public String a(String in, "
                + attributes
                + "}",
            "public class Logs { private Logs() {} public String a(String in, " + attributes + " }",
            "class Logs { public String a(String in, " + attributes + " }")) {
      assertEquals(0, look(bundle(helper), Map.of(), "xml").entryPoints(), helper);
    }
    String called = "private Legacy() {} public static String a(String in, " + attributes;
    assertEquals(
        1, look(bundle("public class Legacy { " + called + " }"), Map.of(), "xml").entryPoints());
  }

  @Test
  @DisplayName("So is a method that bears a vendor's annotation")
  void annotatedEntryPoint() {
    Finding finding = only("public class Legacy { @Deprecated public void run() {} }");
    assertEquals("xml-entry-point", finding.name());
    assertEquals("run", finding.place().member());
  }

  @Test
  @DisplayName("A project in which nothing is called is told so")
  void nothing() {
    Portability portability = look(bundle("class Nothing {}"), Map.of(), "xml");
    assertEquals(1, portability.problems().size());
    assertTrue(portability.problems().get(0).what().contains("no function"));
    assertEquals(ExitCode.REFUSED, portability.exitCode());
  }

  @Test
  @DisplayName("Two cookies are told to a target that carries one, with class, member and line")
  void twoCookies() {
    Bundle bundle =
        bundle(
            handling(
                """
                return HttpResponse.of(200)
                    .withCookie("session", "1")
                    .withCookie("theme", "dark");
                """));
    Finding finding =
        look(bundle, Map.of(), "plain").findings().stream()
            .filter(each -> each.name().equals("two-cookies"))
            .findFirst()
            .orElseThrow();
    assertEquals("shop.Order.handle (Order.java:13)", finding.place().toString());
    assertEquals("may set two cookies in one response; plain: it carries one", finding.what());
    assertEquals("make one of both", finding.hint());
    assertEquals(List.of(), look(bundle, Map.of(), "xml").findings());
  }

  @Test
  @DisplayName("A loop, a method that is called, and headers by name set two; two branches do not")
  void cookiePaths() {
    assertTrue(
        cookies(
            "HttpResponse r = HttpResponse.of(200);\n"
                + "for (String c : List.of(\"a\")) r = r.withCookie(c, \"1\");\nreturn r;"));
    assertTrue(
        cookies(
            "HttpResponse r = HttpResponse.of(200).withHeader(\"Set-Cookie\", \"a=b\");\n"
                + "if (request.path().isEmpty()) r = r.withHeader(\"set-cookie\", \"c=d\");\nreturn r;"));
    assertTrue(
        cookies(
            "return one(HttpResponse.of(200)).withCookie(\"b\", \"1\"); }\n"
                + "private HttpResponse one(HttpResponse r) { return r.withCookie(\"a\", \"1\");"));
    assertFalse(
        cookies(
            "if (request.path().isEmpty()) {\n"
                + "  return HttpResponse.of(200).withCookie(\"a\", \"1\");\n}\n"
                + "return HttpResponse.of(204).withCookie(\"a\", \"\").withHeader(\"x\", \"y\");"));
    assertFalse(
        cookies(
            "HttpResponse r = HttpResponse.of(200);\n"
                + "if (request.path().isEmpty()) { r = r.withCookie(\"a\", \"1\"); }\n"
                + "else { r = r.withCookie(\"a\", \"2\"); }\nreturn r;"));
  }

  private boolean cookies(String statements) {
    return look(bundle(handling(statements)), Map.of(), "plain").findings().stream()
        .anyMatch(each -> each.name().equals("two-cookies"));
  }

  @Test
  @DisplayName("A file is told that is written outside /tmp, however its constant path is made")
  void files() {
    writes("new FileOutputStream(\"/srv/out\").close();", "/srv/out");
    writes("Files.writeString(Path.of(\"/srv\", \"a\"), \"/tmp/x\");", "/srv");
    writes("Path p = Paths.get(\"/srv\").resolve(\"a\"); Files.write(p, new byte[0]);", "/srv/a");
    writes("new FileWriter(new File(\"out\", \"log.txt\"), true).close();", "out/log.txt");
    writes("Files.copy(InputStream.nullInputStream(), Path.of(\"/srv/c\"));", "/srv/c");
    writes("Files.writeString(Path.of(\"/srv/\" + request.path()), \"x\");", "/srv/…");
    writes("new RandomAccessFile(\"/srv/r\", \"rw\").close();", "/srv/r");
    writes("new File(\"/srv/d\").mkdirs();", "/srv/d");
    writes("Files.writeString(Path.of(\"/tmp/../srv/t\"), \"x\");", "/tmp/../srv/t");
    Finding field =
        only(
            handler(
                "Order",
                """
                private static final Path OUT = Path.of("/srv").resolve("all.log");
                public HttpResponse handle(HttpRequest request, Context context) throws Exception {
                  long size = 4L;
                  Files.newOutputStream(OUT).write((int) size);
                  return null;
                }
                """));
    assertTrue(field.what().contains("'/srv/all.log'"), field.what());
  }

  @Test
  @DisplayName(
      "A channel is told that is opened to be written to, and what Kotlin's library writes")
  void channels() {
    String options = ", StandardOpenOption.CREATE, StandardOpenOption.WRITE)";
    String path = "Path.of(\"/srv/a\")";
    for (String open :
        List.of(
            "java.nio.channels.FileChannel.open(",
            "java.nio.channels.AsynchronousFileChannel.open(",
            "Files.newByteChannel(")) {
      writes(open + path + options + ".close();", "/srv/a");
      assertEquals(List.of(), found(handling(open + path + ").close(); return null;")), open);
    }
    writes("Files.newByteChannel(" + path + ", EnumSet.of(StandardOpenOption.APPEND));", "/srv/a");
    String kotlin =
        """
        package kotlin.io;
        public class FilesKt {
          public static void writeText$default(java.io.File file, String text, int mask) {}
          public static void readText(java.io.File file) {}
          public static void copyTo(java.io.File from, java.io.File to, boolean over) {}
        }
        """;
    String file = "new File(\"/srv/a\")";
    assertEquals(
        "writes '/srv/a', outside /tmp",
        only(
                handling(
                    "kotlin.io.FilesKt.writeText$default(" + file + ", \"x\", 2); return null;"),
                kotlin)
            .what());
    String copies = "kotlin.io.FilesKt.copyTo(new File(\"/etc/a\"), " + file + ", true);";
    assertEquals(
        "writes '/srv/a', outside /tmp", only(handling(copies + " return null;"), kotlin).what());
    String reads = "kotlin.io.FilesKt.readText(" + file + ");";
    assertEquals(List.of(), found(handling(reads + " return null;"), kotlin));
  }

  private void writes(String statement, String path) {
    Finding finding = only(handling(statement + " return null;"));
    assertEquals("file-write", finding.name());
    assertEquals("writes '" + path + "', outside /tmp", finding.what());
    assertEquals("shop.Order.handle (Order.java:11)", finding.place().toString());
  }

  @Test
  @DisplayName(
      "A file is not told below /tmp, where it is only read, nor where its path is unknown")
  void noFiles() {
    for (String statement :
        List.of(
            "Files.writeString(Path.of(\"/tmp/a\"), \"/srv/x\");",
            "Files.write(Files.createTempFile(\"/srv\", \"b\"), new byte[0]);",
            "Files.readString(Path.of(\"/srv/a\"));",
            "new RandomAccessFile(\"/srv/r\", \"r\").close();",
            "Files.writeString(Path.of(request.path()), \"/srv\");",
            "String s = \"/srv\"; s = request.path(); new FileOutputStream(s).close();")) {
      assertEquals(List.of(), found(handling(statement + " return null;")), statement);
    }
  }

  @Test
  @DisplayName("A thread or an executor is told that nothing in its class waits for or ends")
  void threads() {
    for (String statement :
        List.of(
            "new Thread(() -> {}).start();",
            "Executors.newFixedThreadPool(2).submit(() -> {});",
            "CompletableFuture.runAsync(() -> {});",
            "new Timer();",
            "new Worker().start();")) {
      Finding finding =
          only(handling(statement + " return null;"), "class Worker extends Thread {}");
      assertEquals("thread", finding.name(), statement);
    }
    for (String statement :
        List.of(
            "Thread t = new Thread(() -> {}); t.start(); t.join();",
            "var all = Executors.newFixedThreadPool(2); all.invokeAll(List.of()); all.shutdown();",
            "CompletableFuture.supplyAsync(() -> 1).join();")) {
      assertEquals(List.of(), found(handling(statement + " return null;")), statement);
    }
  }

  @Test
  @DisplayName("What Kotlin and Scala start and nothing ends is told too")
  void threadsOfOtherLanguages() {
    String scope =
        "package kotlinx.coroutines; public class GlobalScope { public static Object INSTANCE; }";
    String threads =
        "package kotlin.concurrent; public class ThreadsKt { public static void thread() {} }";
    String future =
        "package scala.concurrent; public class Future$ { public static void apply() {} }";
    String await =
        "package scala.concurrent; public class Await$ { public static void result() {} }";
    String global = handling("Object all = kotlinx.coroutines.GlobalScope.INSTANCE; return null;");
    assertEquals("thread", only(global, scope).name());
    String thread = handling("kotlin.concurrent.ThreadsKt.thread(); return null;");
    assertEquals("thread", only(thread, threads).name());
    String starts = "scala.concurrent.Future$.apply();";
    assertEquals("thread", only(handling(starts + " return null;"), future).name());
    String waits = starts + " scala.concurrent.Await$.result(); return null;";
    assertEquals(List.of(), found(handling(waits), future, await));
    String scopes =
        """
        package kotlinx.coroutines;
        public class CoroutineScopeKt {
          public static Object CoroutineScope() { return null; }
          public static void cancel$default(Object scope) {}
        }
        """;
    String scoped = "Object scope = kotlinx.coroutines.CoroutineScopeKt.CoroutineScope();";
    assertEquals("thread", only(handling(scoped + " return null;"), scopes).name());
    String cancels = scoped + " kotlinx.coroutines.CoroutineScopeKt.cancel$default(scope);";
    assertEquals(List.of(), found(handling(cancels + " return null;"), scopes));
  }

  @Test
  @DisplayName("Machine code is told where it is loaded, and in which jar it lies")
  void machineCode() throws Exception {
    assertEquals("native-code", only(handling("System.loadLibrary(\"x\"); return null;")).name());
    Path jar = directory.resolve("fast-1.0.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry("linux/x86_64/libfast.so"));
      out.putNextEntry(new ZipEntry("windows/fast.dll"));
    }
    Bundle bundle =
        Bundle.of(
            bundle(CLEAN).applicationJar(), List.of(Library.of("org.fast", "fast", "1.0", jar)));
    List<Finding> findings = look(bundle, Map.of(), "xml").findings();
    assertEquals(1, findings.size());
    assertEquals("fast", findings.get(0).place().toString());
    assertEquals(
        "holds machine code in fast-1.0.jar: linux/x86_64/libfast.so and 1 more",
        findings.get(0).what());
    Map<String, String> accepted =
        Map.of("portolan.accept.native-code.fast", "it has all we run on");
    assertEquals(List.of(), look(bundle, accepted, "xml").open(), "in any version of it");
  }

  @Test
  @DisplayName("Class files that are newer, and jars that are larger, than a target takes are told")
  void newerAndLarger() throws Exception {
    Path jar = directory.resolve("large.jar");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      out.setLevel(0);
      out.putNextEntry(new ZipEntry("large"));
      out.write(new byte[100_000]);
    }
    Bundle bundle =
        Bundle.of(
            bundle(CLEAN).applicationJar(), List.of(Library.of("org.large", "large", "1.0", jar)));
    List<String> names =
        look(bundle, Map.of(), "plain").findings().stream().map(Finding::name).sorted().toList();
    assertEquals(List.of("bytecode", "size"), names);
    assertEquals(List.of(), look(bundle, Map.of(), "xml").findings());
  }

  @Test
  @DisplayName("What is configured beyond a target is told, and what it does not have")
  void configured() {
    Bundle bundle =
        bundle(
            """
            @Queue("orders")
            public class Pack implements PortableFunction<String, Void> {
              public Void handle(String order, Context context) { return null; }
            }
            """,
            CLEAN);
    List<String> told =
        look(bundle, Map.of("timeout", "61", "portolan.xml.memory", "8192"), "xml")
            .findings()
            .stream()
            .map(each -> each.name() + " " + each.place())
            .toList();
    assertEquals(
        List.of(
            "timeout shop.Order (Order.java)",
            "memory shop.Order (Order.java)",
            "feature shop.Pack (Pack.java)",
            "timeout shop.Pack (Pack.java)",
            "memory shop.Pack (Pack.java)"),
        told);
  }

  @Test
  @DisplayName("A finding is accepted by its name, or that of one class, with a reason")
  void accepted() {
    Bundle bundle = bundle(handling("new Timer(); new File(\"/srv\").mkdir(); return null;"));
    Portability portability =
        look(
            bundle,
            Map.of(
                "portolan.accept.thread", "broad",
                "portolan.accept.thread.shop.Order", "it ends with the process",
                "portolan.accept.file-write.shop.Ordr", "misspelt",
                "portolan.accept.dom", "gone"),
            "xml");
    assertEquals(List.of("file-write"), portability.open().stream().map(Finding::name).toList());
    assertEquals(
        "it ends with the process",
        portability.findings().stream()
            .filter(each -> !each.isOpen())
            .findFirst()
            .orElseThrow()
            .accepted()
            .orElseThrow());
    assertEquals(2, portability.warnings().size(), portability.warnings().toString());
    assertTrue(portability.warnings().toString().contains("did you mean 'file-write.shop.Order'?"));
    assertTrue(portability.text().contains("accepted: it ends with the process"));
    assertTrue(portability.text().contains("2 findings, 1 accepted"));
  }

  @Test
  @DisplayName("An acceptance without a reason is refused, and accepts nothing")
  void noReason() {
    Portability portability =
        look(
            bundle(handling("new Timer(); return null;")),
            Map.of("portolan.accept.thread", " "),
            "xml");
    assertEquals(1, portability.open().size());
    assertEquals(1, portability.problems().size());
    assertTrue(portability.problems().get(0).toString().startsWith("pom.xml:7: 'thread'"));
  }

  @Test
  @DisplayName(
      "A target of which nothing is known is a problem; without targets all known are held")
  void targets() {
    Portability portability = look(bundle(CLEAN), Map.of(), "xlm");
    assertTrue(portability.problems().toString().contains("did you mean 'xml'?"));
    assertEquals(List.of("plain", "xml"), look(bundle(CLEAN), Map.of()).targets());
  }

  @Test
  @DisplayName("Where nothing is known of any provider, nothing passes")
  void nothingKnown() {
    Portability portability =
        Portolan.portability(
            OWNER,
            bundle(CLEAN),
            Configuration.of(List.of()),
            List.of(),
            List.of(),
            directory.resolve("work"));
    assertEquals(ExitCode.REFUSED, portability.exitCode());
    assertTrue(portability.text().contains("no tie to one would be seen"), portability.text());
  }

  @Test
  @DisplayName(
      "A class file that cannot be read is told, and a library of another group not followed")
  void damaged() throws Exception {
    Path classes = bundle(CLEAN).applicationJar();
    byte[] bytes = Files.readAllBytes(classes.resolve("shop/Order.class"));
    for (int cut = 10; cut < bytes.length; cut += 7) {
      byte[] damaged = bytes.clone();
      damaged[cut] ^= 0x55;
      Files.write(classes.resolve("shop/Order.class"), damaged);
      Portability portability = look(Bundle.of(classes, List.of()), Map.of(), "xml");
      assertFalse(portability.text().isEmpty());
    }
    Files.write(classes.resolve("shop/Order.class"), java.util.Arrays.copyOf(bytes, 99));
    Portability portability = look(Bundle.of(classes, List.of()), Map.of(), "xml");
    assertTrue(portability.problems().toString().contains("cannot be read"));
  }

  @Test
  @DisplayName("A library of the project's own group is followed, one of another is not")
  void modules() {
    Path store =
        Sources.of(
                "public class Store { public static void use(org.w3c.dom.Node n) { n.normalize(); } }")
            .compile(directory.resolve("store"));
    Path classes =
        Sources.of(handling("Store.use(null); return null;"))
            .beside(store)
            .compile(directory.resolve("classes"));
    for (String group : List.of("com.acme", "org.other")) {
      Library library = Library.of(group, "store", "1.0", store);
      List<String> places =
          look(Bundle.of(classes, List.of(library)), Map.of(), "xml").findings().stream()
              .map(each -> each.place().className())
              .toList();
      // the call itself names the type
      assertEquals(
          group.equals("com.acme") ? List.of("shop.Order", "shop.Store") : List.of("shop.Order"),
          places);
    }
  }

  @Test
  @DisplayName("The JSON says all of it, and is the same for the same project")
  void json() throws Exception {
    Bundle bundle =
        bundle(handling("new Timer(); ((org.w3c.dom.Node) null).normalize(); return null;"));
    String json = look(bundle, Map.of(), "xml").json();
    assertEquals(json, look(bundle, Map.of(), "xml").json());
    JsonNode root = new ObjectMapper().readTree(json);
    assertEquals(4, root.get("exitCode").asInt());
    assertEquals("xml", root.get("targets").get(0).asText());
    assertEquals(1, root.get("scores").get("xml").asInt());
    JsonNode dom = root.get("findings").get(0);
    assertEquals("dom", dom.get("name").asText());
    assertEquals("shop.Order", dom.get("class").asText());
    assertEquals("handle", dom.get("member").asText());
    assertEquals(11, dom.get("line").asInt());
    assertTrue(dom.get("accepted").isNull());
  }
}
