package dev.portolan.deploy;

import static dev.portolan.deploy.PortabilityTest.handling;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Library;
import dev.portolan.deploy.portability.Finding;
import dev.portolan.deploy.portability.Ties;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a check could easily say too much or too little. The vendor is called Acme. */
class PortabilityEdgesTest {
  private static final Ties ACME =
      PortabilityTest.ties(
          """
          {
            "provider": "acme",
            "features": ["HTTP", "PUBLIC_HTTP", "ENVIRONMENT"],
            "limits": {},
            "ties": [
              {"name": "acme-sdk", "what": "Acme's SDK", "types": ["acme.sdk."], "hint": "do without"},
              {"name": "acme-environment", "what": "a name of Acme's",
               "variables": ["ACME_REGION", "COMMON"], "hint": "take another"}
            ]
          }
          """);
  private static final Ties OTHER =
      PortabilityTest.ties(
          """
          {
            "provider": "other",
            "features": ["HTTP", "PUBLIC_HTTP", "ENVIRONMENT"],
            "limits": {},
            "lacks": {"two-cookies": {"why": "it carries one", "hint": "make one of both"}},
            "ties": [
              {"name": "other-environment", "what": "a name of the other's",
               "variables": ["COMMON"], "hint": "take another"}
            ]
          }
          """);
  private static final String CLIENT =
      """
      package acme.sdk;
      public class Client implements Use {
        public String use() { new java.io.File("/srv").mkdirs(); return ""; }
      }
      """;
  private static final String USE =
      "package acme.sdk; public interface Use { default String use() { return null; } }";
  private static final String MARK = "package acme.sdk; public @interface Mark {}";

  @TempDir Path directory;

  private Portability look(Bundle bundle, Map<String, String> configuration) {
    List<Configuration.Entry> entries = new ArrayList<>();
    configuration.forEach(
        (key, value) -> entries.add(new Configuration.Entry(key, value, "pom.xml:7")));
    return Portolan.portability(
        PortabilityTest.OWNER,
        bundle,
        Configuration.of(entries),
        List.of(ACME, OTHER),
        List.of(),
        directory.resolve("work"));
  }

  /** With the SDK as a library. */
  private Portability looked(Map<String, String> configuration, String... sources) {
    Path sdk = Sources.of(CLIENT, USE, MARK).compile(directory.resolve("sdk"));
    Path classes = Sources.of(sources).beside(sdk).compile(directory.resolve("classes"));
    Library library = Library.of("acme", "sdk", "1", sdk);
    return look(Bundle.of(classes, List.of(library)), configuration);
  }

  private List<String> found(String... sources) {
    Portability portability = looked(Map.of(), sources);
    assertEquals(List.of(), portability.problems());
    return portability.findings().stream().map(PortabilityEdgesTest::told).toList();
  }

  private static String told(Finding finding) {
    return finding.name()
        + " "
        + finding.place().className().replace("shop.", "")
        + "."
        + finding.place().member();
  }

  @Test
  @DisplayName("A vendor's SDK that lies in the project's own jar is a vendor's still")
  void shaded() {
    Path classes =
        Sources.of(CLIENT, USE, handling("new acme.sdk.Client().use(); return null;"))
            .compile(directory.resolve("classes"));
    Portability portability = look(Bundle.of(classes, List.of()), Map.of());
    assertEquals(
        List.of("acme-sdk Order.handle"),
        portability.findings().stream().map(PortabilityEdgesTest::told).toList());
    assertEquals(1, portability.classes());
  }

  @Test
  @DisplayName("A library that lies in the project's own jar too is not followed")
  void merged() {
    String source =
        "package lib; public class Lib { public static void use() { new java.io.File(\"/srv\").mkdirs(); } }";
    Path lib = Sources.of(source).compile(directory.resolve("lib"));
    Path classes =
        Sources.of(source, handling("lib.Lib.use(); return null;"))
            .compile(directory.resolve("classes"));
    Bundle bundle = Bundle.of(classes, List.of(Library.of("org.lib", "lib", "1", lib)));
    assertEquals(List.of(), look(bundle, Map.of()).findings());
  }

  private static final String STORE = "interface Store { String keep(); }";
  private static final String ACME_STORE =
      """
      class AcmeStore implements Store {
        public String keep() { return Region.of(new acme.sdk.Client()); }
      }
      """;
  private static final String REGION =
      "class Region { static String of(acme.sdk.Client client) { return client.use(); } }";
  private static final String FILE_STORE =
      "class FileStore implements Store { public String keep() { return \"\"; } }";
  private static final String CHOOSING =
      handling(
          "Store store = request.path().isEmpty() ? new AcmeStore() : new FileStore();"
              + " store.keep(); return null;");

  @Test
  @DisplayName("Who does what the hint says, and puts it behind an interface, has no open finding")
  void isolated() {
    Portability portability = looked(Map.of(), CHOOSING, STORE, ACME_STORE, REGION, FILE_STORE);
    assertEquals(2, portability.findings().size());
    assertEquals(List.of(), portability.open());
    assertEquals(ExitCode.VERIFIED, portability.exitCode());
    assertEquals(0, portability.scores().get("acme"));
    assertTrue(portability.text().contains("isolated: behind shop.Store"), portability.text());
    assertTrue(portability.text().contains("2 findings, 2 isolated"), portability.text());
    assertTrue(portability.json().contains("\"isolated\" : \"shop.Store\""), portability.json());
  }

  @Test
  @DisplayName("An interface isolates nothing without another class, or with a way around it")
  void notIsolated() {
    List<String> both = List.of("acme-sdk AcmeStore.keep", "acme-sdk Region.of");
    String alone = handling("Store store = new AcmeStore(); store.keep(); return null;");
    assertOpen(both, alone, STORE, ACME_STORE, REGION);
    String around = handling("new FileStore().keep(); new AcmeStore().keep(); return null;");
    assertOpen(both, around, STORE, ACME_STORE, REGION, FILE_STORE);
    String tied =
        """
        class FileStore implements Store {
          private final Store inner = new AcmeStore();
          public String keep() { return inner.keep(); }
        }
        """;
    assertOpen(both, CHOOSING, STORE, ACME_STORE, REGION, tied);
    String beside =
        handling(
            "Store store = request.path().isEmpty() ? new AcmeStore() : new FileStore();"
                + " store.keep(); Region.of(null); return null;");
    assertOpen(
        List.of("acme-sdk Order.handle", "acme-sdk Region.of"),
        beside,
        STORE,
        ACME_STORE,
        REGION,
        FILE_STORE);
  }

  private void assertOpen(List<String> open, String... sources) {
    Portability portability = looked(Map.of(), sources);
    assertEquals(open, portability.open().stream().map(PortabilityEdgesTest::told).toList());
    assertEquals(ExitCode.REFUSED, portability.exitCode());
  }

  @Test
  @DisplayName("What is accepted of a package is accepted of all its classes, and of no other")
  void acceptedPackage() {
    String source = handling("new acme.sdk.Client(); return null;");
    assertEquals(
        List.of(), looked(Map.of("portolan.accept.acme-sdk.shop", "until May"), source).open());
    assertEquals(
        1, looked(Map.of("portolan.accept.acme-sdk.sho", "until May"), source).open().size());
  }

  @Test
  @DisplayName("Two cookies are told where a method calls itself, and not of two alternatives")
  void cookies() {
    String add =
        "private HttpResponse add(HttpResponse r, int n) { r = r.withCookie(\"a\" + n, \"1\");";
    assertTrue(
        cookies(
            "return add(HttpResponse.of(200), 3); }\n"
                + add
                + "return n == 0 ? r : add(r, n - 1);"));
    assertTrue(
        cookies(
            "return add(HttpResponse.of(200), 3); }\n"
                + add
                + "return more(r, n); }\n"
                + "private HttpResponse more(HttpResponse r, int n) { return n == 0 ? r : add(r, n - 1);"));
    assertFalse(
        cookies(
            "return add(3); }\nprivate HttpResponse add(int n) {"
                + "if (n > 0) { return add(n - 1); } return HttpResponse.of(200).withCookie(\"a\", \"1\");"));
    assertFalse(
        cookies(
            "return Optional.of(\"a\").map(c -> HttpResponse.of(200).withCookie(\"a\", c))"
                + ".orElseGet(() -> HttpResponse.of(200).withCookie(\"b\", \"1\"));"));
    assertTrue(
        cookies(
            "HttpResponse r = HttpResponse.of(200).withCookie(\"b\", \"1\");"
                + "return Optional.of(\"a\").map(c -> r.withCookie(\"a\", c)).orElse(r);"));
  }

  private boolean cookies(String statements) {
    return found(handling(statements)).stream().anyMatch(each -> each.startsWith("two-cookies"));
  }

  @Test
  @DisplayName("A long line of methods that call each other ends nothing")
  void deep() {
    StringBuilder methods = new StringBuilder("return m0(HttpResponse.of(200)); }\n");
    for (int i = 0; i < 5000; i++) {
      methods.append(
          "static HttpResponse m%d(HttpResponse r) { return m%d(r); }\n".formatted(i, i + 1));
    }
    methods.append(
        "static HttpResponse m5000(HttpResponse r) { return r.withCookie(\"a\", \"b\");");
    assertEquals(List.of(), found(handling(methods.toString())));
  }

  @Test
  @DisplayName("A path of which too little is known to be outside /tmp is not told")
  void cutPaths() {
    for (String statement :
        List.of(
            "Files.writeString(Path.of(\"/tmp\" + File.separator + request.path()), \"x\");",
            "new FileOutputStream(\"/\" + request.path()).close();",
            "new FileOutputStream(\"/t\" + request.path()).close();",
            "Files.writeString(Path.of(\"/\", request.path()), \"x\");",
            "Files.newByteChannel(Path.of(\"/srv/a\")).close();")) {
      assertEquals(List.of(), found(handling(statement + " return null;")), statement);
    }
    for (String statement :
        List.of(
            "Files.writeString(Path.of(\"/tmp/../srv/\" + request.path()), \"x\");",
            "Files.createTempFile(Path.of(\"/srv\"), \"a\", \"b\");",
            "Files.createTempDirectory(Path.of(\"/srv\"), \"a\");")) {
      assertEquals(
          List.of("file-write Order.handle"), found(handling(statement + " return null;")));
    }
  }

  @Test
  @DisplayName("A channel is written to by its own options, not by those of another call")
  void channels() {
    String read =
        "java.nio.channels.FileChannel.open(Path.of(\"/etc/ca.pem\"), StandardOpenOption.READ).close();";
    String write = "Path.of(\"/tmp/x\"), StandardOpenOption.CREATE, StandardOpenOption.WRITE";
    for (String statements :
        List.of(
            read + "java.nio.channels.FileChannel.open(" + write + ").close();",
            "java.nio.channels.FileChannel.open(" + write + ").close();" + read,
            "Files.writeString(Path.of(\"/tmp/x\"), \"x\", StandardOpenOption.CREATE);" + read,
            "Files.newByteChannel(Path.of(\"/tmp/x\"), Set.of(StandardOpenOption.CREATE)).close();"
                + read)) {
      assertEquals(List.of(), found(handling(statements + " return null;")), statements);
    }
    for (String options :
        List.of(
            "StandardOpenOption.WRITE",
            "StandardOpenOption.READ, StandardOpenOption.WRITE",
            "Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)",
            "EnumSet.of(StandardOpenOption.READ, StandardOpenOption.APPEND),"
                + " java.nio.file.attribute.PosixFilePermissions.asFileAttribute(Set.of())")) {
      assertEquals(
          List.of("file-write Order.handle"),
          found(
              handling(
                  read
                      + "java.nio.channels.FileChannel.open(Path.of(\"/srv/a\"), "
                      + options
                      + ").close(); return null;")),
          options);
    }
  }

  @Test
  @DisplayName("A callback is reached whatever of the project's own stands above it")
  void callbacks() {
    String used = "new acme.sdk.Client();";
    assertEquals(
        List.of("acme-sdk Work.run"),
        found(
            handling("new Work(); return null;"),
            "interface Job extends Runnable {}",
            "class Work implements Job { public void run() { " + used + " } }"));
    assertEquals(
        List.of("acme-sdk Sorted.compare"),
        found(
            handling("new TreeSet<Object>(new Sorted()); return null;"),
            "abstract class Sorting implements java.util.Comparator<Object> {}",
            "class Sorted extends Sorting { public int compare(Object a, Object b) { "
                + used
                + " return 0; } }"));
    assertEquals(
        List.of("acme-sdk Kept.keep"),
        found(
            handling("Store store = new Keeping(); store.keep(); return null;"),
            STORE,
            "class Keeping extends Kept implements Store {}",
            "class Kept { public String keep() { " + used + " return null; } }"));
  }

  @Test
  @DisplayName("A variable is told by its whole name, however it is read, unless it is one's own")
  void variables() {
    for (String read :
        List.of(
            "System.getenv(\"ACME_REGION\");",
            "System.getenv().get(\"ACME_REGION\");",
            "var all = System.getenv(); all.getOrDefault(\"ACME_REGION\", \"\");")) {
      String source = handling(read + " return null;");
      assertEquals(List.of("acme-environment Order.handle"), found(source), read);
      assertEquals(
          List.of(), looked(Map.of("environment.ACME_REGION", "own"), source).findings(), read);
    }
    assertEquals(List.of(), found(handling("System.getenv(\"ACME_REGION_OF\"); return null;")));
  }

  @Test
  @DisplayName("A variable that several set ties to none of them")
  void sharedVariable() {
    Portability portability = looked(Map.of(), handling("System.getenv(\"COMMON\"); return null;"));
    assertEquals(1, portability.findings().size());
    assertEquals("environment", portability.findings().get(0).name());
    assertEquals(Map.of("acme", 0, "other", 0), portability.scores());
  }

  @Test
  @DisplayName("A vendor's annotation and supertype are told")
  void declared() {
    assertEquals(
        List.of("acme-sdk Aid.", "acme-sdk Marked.", "acme-sdk Order.handle"),
        found(
            handling("new Aid(); new Marked(); return null;")
                .replace("  public HttpResponse", "  @acme.sdk.Mark public HttpResponse"),
            "@acme.sdk.Mark class Marked {}",
            "class Aid implements acme.sdk.Use {}"));
  }
}
