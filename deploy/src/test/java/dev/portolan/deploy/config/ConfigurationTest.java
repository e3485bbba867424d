package dev.portolan.deploy.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.config.Configuration.Entry;
import dev.portolan.deploy.describe.Definition;
import dev.portolan.deploy.driver.Deployer;
import dev.portolan.deploy.driver.Packager;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.Surroundings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Bean;
import dev.portolan.deploy.model.Cors;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final FunctionSpec HELLO = FunctionSpec.of("hello", "H", "i", "o", List.of());
  private static final FunctionSpec ORDER = FunctionSpec.of("order", "O", "i", "o", List.of());

  /** A provider that only knows settings. */
  private record Known(String name) implements Provider {
    @Override
    public Set<Feature> features() {
      return Set.of();
    }

    @Override
    public List<Setting> settings() {
      return List.of(
          Setting.provider("region", "", ""),
          Setting.function("snapStart", "", ""),
          Setting.function("tags.*", "", ""));
    }

    @Override
    public List<Problem> check(Application application, Settings settings) {
      return List.of();
    }

    @Override
    public Packager packager(Settings settings) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Deployer deployer(Settings settings, Surroundings surroundings) {
      throw new UnsupportedOperationException();
    }
  }

  private static Configuration.Resolved resolve(String... keysAndValues) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.add(new Entry(keysAndValues[i], keysAndValues[i + 1], "pom.xml:" + (i / 2 + 1)));
    }
    return Configuration.of(entries).resolve(new Known("sky"), List.of(HELLO, ORDER));
  }

  private static List<String> problems(String... keysAndValues) {
    return resolve(keysAndValues).problems().stream().map(Problem::toString).toList();
  }

  @Test
  @DisplayName("The narrower key wins: all, one provider, one function, one function there")
  void layers() {
    Configuration.Resolved resolved =
        resolve(
            "hello.portolan.sky.memory", "4",
            "hello.memory", "3",
            "portolan.sky.memory", "2",
            "memory", "1",
            "portolan.other.memory", "9",
            "timeout", "2m",
            "hello.timeout", "7s",
            "architecture", "arm64",
            "order.maxConcurrency", "5");
    assertEquals(List.of(), resolved.problems());
    Sizing hello = resolved.functions().get(0).sizing();
    Sizing order = resolved.functions().get(1).sizing();
    assertEquals(4, hello.memoryMebibytes());
    assertEquals(2, order.memoryMebibytes());
    assertEquals(Duration.ofSeconds(7), hello.timeout());
    assertEquals(Duration.ofMinutes(2), order.timeout());
    assertEquals(Architecture.ARM64, hello.architecture());
    assertEquals(5, order.maxConcurrency().getAsInt());
    assertEquals(true, hello.maxConcurrency().isEmpty());
  }

  @Test
  @DisplayName("Provider settings and environment reach the run or the one function")
  void settings() {
    Configuration.Resolved resolved =
        resolve(
            "portolan.sky.region", "north",
            "portolan.sky.snapStart", "false",
            "portolan.sky.tags.team", "blue",
            "hello.portolan.sky.snapStart", "true",
            "environment.LEVEL", "info",
            "hello.environment.LEVEL", "debug",
            "order.environment.DB", "secret://db#3");
    assertEquals(List.of(), resolved.problems());
    assertEquals(
        Map.of("region", "north", "snapStart", "false", "tags.team", "blue"),
        resolved.settings().values());
    assertEquals(Map.of("snapStart", "true"), resolved.functions().get(0).settings());
    assertEquals(Map.of("LEVEL", "debug"), resolved.functions().get(0).environment());
    assertEquals(
        Map.of("LEVEL", "info", "DB", "secret://db#3"), resolved.functions().get(1).environment());
  }

  @Test
  @DisplayName("All that is wrong is told at once, with place and nearest name")
  void wrong() {
    assertEquals(
        List.of(
            "pom.xml:8: there is no function 'helo'; did you mean 'hello'?",
            "pom.xml:12: 'memory' is set twice, also at pom.xml:1; leave one",
            "pom.xml:1: memory is '1GB'; write a whole number of MiB from 1 to 1048576, such as 512",
            "pom.xml:2: timeout is '0'; write seconds, or with a unit: 29, 30s, 2m;"
                + " at least one second, at most a day",
            "pom.xml:3: architecture is 'sparc'; write x86_64 or arm64",
            "pom.xml:4: maxConcurrency is '-1'; write a whole number from 1",
            "pom.xml:5: there is no key 'memroy'; did you mean 'memory'?",
            "pom.xml:9: not a variable name that all platforms take;"
                + " 2 to 64 letters, digits and underscores, a letter first",
            "pom.xml:10: names that begin with PORTOLAN_ are taken; choose another",
            "pom.xml:11: no valid secret reference; secret://name or secret://name#version",
            "pom.xml:6: there is no key 'portolan.sky.regoin'; did you mean 'region'?",
            "pom.xml:7: 'region' holds for the whole run, not for one function;"
                + " set portolan.sky.region"),
        problems(
            "memory", "1GB",
            "timeout", "0",
            "architecture", "sparc",
            "maxConcurrency", "-1",
            "memroy", "1",
            "portolan.sky.regoin", "x",
            "hello.portolan.sky.region", "x",
            "helo.memory", "1",
            "environment.A-B", "x",
            "environment.PORTOLAN_X", "x",
            "environment.DB", "secret://",
            "memory", "1GB"));
    assertThrows(DeployException.class, () -> resolve("memory", "x").orThrow());
  }

  @Test
  @DisplayName("Dead letters are of functions that are sent events; one alone must be one of them")
  void deadLetter() {
    FunctionSpec ship =
        FunctionSpec.of("ship", "S", "i", "o", List.of(new Trigger.Queue("to-ship", 10)));
    FunctionSpec keep =
        FunctionSpec.of("keep", "K", "i", "o", List.of(new Trigger.Queue("refused", 10)));
    List<Entry> all = List.of(new Entry("deadLetter", "refused", "pom.xml:1"));
    List<FunctionSpec> functions =
        Configuration.of(all).resolve(new Known("sky"), List.of(HELLO, ship, keep)).functions();
    assertEquals(Optional.empty(), functions.get(0).deadLetter());
    assertEquals(Optional.of("refused"), functions.get(1).deadLetter());
    assertEquals(Optional.empty(), functions.get(2).deadLetter(), "it takes the dead letters");
    assertEquals(
        List.of(
            "pom.xml:1: deadLetter is 'Refused'; write the portable name of a queue, such as"
                + " refused-orders",
            "pom.xml:2: deadLetter says nothing about 'hello'; leave it out: it takes from that"
                + " queue itself, or nothing sends it events"),
        problems("deadLetter", "Refused", "hello.deadLetter", "refused"));
  }

  @Test
  @DisplayName("A common key behind portolan. alone is told, and not passed over")
  void ofNoProvider() {
    assertEquals(
        List.of(
            "pom.xml:1: 'portolan.memory' is of no provider; write portolan.sky.memory, or memory"
                + " in the configuration",
            "pom.xml:2: 'hello.portolan.environment.A1' is of no provider; write"
                + " portolan.sky.environment.A1, or environment.A1 in the configuration"),
        problems("portolan.memory", "512", "hello.portolan.environment.A1", "x"));
  }

  @Test
  @DisplayName("Pages of other origins are of public functions; one alone must be one of them")
  void cors() {
    FunctionSpec open =
        FunctionSpec.of(
            "open",
            "O",
            "i",
            "o",
            List.of(new Trigger.Http("/open", List.of("GET"), Trigger.Access.PUBLIC)));
    List<Entry> all =
        List.of(
            new Entry("corsMaxAge", "10m", "pom.xml:1"),
            new Entry("cors", "https://a.example, http://localhost:8080", "pom.xml:2"),
            new Entry("open.corsHeaders", "content-type X-Key", "pom.xml:3"),
            new Entry("corsExposes", "etag", "pom.xml:4"),
            new Entry("corsCredentials", "true", "pom.xml:5"));
    List<FunctionSpec> functions =
        Configuration.of(all).resolve(new Known("sky"), List.of(HELLO, open)).functions();
    assertEquals(HELLO.triggers(), functions.get(0).triggers(), "it is not public");
    assertEquals(
        Optional.of(
            Cors.of("https://a.example", "http://localhost:8080")
                .withHeaders(List.of("content-type", "X-Key"))
                .withExposes(List.of("etag"))
                .withCredentials(true)
                .withMaxAge(Duration.ofMinutes(10))),
        ((Trigger.Http) functions.get(1).triggers().get(0)).cors());
    for (String wrong :
        List.of(
            "https://a.example/",
            "https://A.example",
            "https://a.example:443",
            "http://a.example:80",
            "https://a.example:65536",
            "https://a..example",
            "a.example",
            "* https://a",
            "null")) {
      assertEquals(
          List.of(
              "pom.xml:1: cors is '"
                  + wrong
                  + "'; write origins as browsers spell them, such as https://app.example.com, with"
                  + " blanks between; * for all, or none"),
          problems("cors", wrong));
    }
    assertEquals(List.of(), problems("cors", "http://[::1]:5173 https://a_b.example:8443"));
    FunctionSpec hook =
        FunctionSpec.of(
            "hook",
            "H",
            "i",
            "o",
            List.of(new Trigger.Http("/hook", List.of("POST"), Trigger.Access.PUBLIC)));
    for (List<Entry> one :
        List.of(
            List.of(
                new Entry("corsHeaders", "x-key", "pom.xml:1"),
                new Entry("open.cors", "*", "pom.xml:2")),
            List.of(
                new Entry("cors", "*", "pom.xml:1"),
                new Entry("hook.cors", "none", "pom.xml:2")))) {
      List<FunctionSpec> both =
          Configuration.of(one).resolve(new Known("sky"), List.of(open, hook)).functions();
      assertTrue(((Trigger.Http) both.get(0).triggers().get(0)).cors().isPresent(), one.toString());
      assertEquals(hook.triggers(), both.get(1).triggers(), one.toString());
    }
    assertEquals(
        4,
        problems(
                "corsHeaders",
                "a:b",
                "corsExposes",
                "a/b",
                "corsCredentials",
                "yes",
                "corsMaxAge",
                "2d")
            .size());
    assertEquals(
        List.of(
            "pom.xml:1: cors says nothing about 'hello'; leave it out, or make the function"
                + " public: before a page calls a function of another origin the browser asks"
                + " whether it may, as nobody"),
        problems("hello.cors", "*"));
  }

  @Test
  @DisplayName("Tokens are taken by functions that are not public; one alone must be one of them")
  void jwt() {
    FunctionSpec closed =
        FunctionSpec.of(
            "closed",
            "C",
            "i",
            "o",
            List.of(new Trigger.Http("/closed", List.of("GET"), Trigger.Access.AUTHENTICATED)));
    FunctionSpec open =
        FunctionSpec.of(
            "open",
            "O",
            "i",
            "o",
            List.of(new Trigger.Http("/open", List.of("GET"), Trigger.Access.PUBLIC)));
    List<Entry> all =
        List.of(
            new Entry("jwtScopes", "look order", "pom.xml:1"),
            new Entry("jwtIssuer", "https://login.example.com:8443/a_b/", "pom.xml:2"),
            new Entry("closed.jwtAudiences", "shop urn:desk", "pom.xml:3"));
    List<FunctionSpec> functions =
        Configuration.of(all).resolve(new Known("sky"), List.of(closed, open)).functions();
    assertEquals(
        Optional.of(
            Jwt.of("https://login.example.com:8443/a_b/", "shop", "urn:desk")
                .withScopes(List.of("look", "order"))),
        ((Trigger.Http) functions.get(0).triggers().get(0)).jwt());
    assertEquals(open.triggers(), functions.get(1).triggers(), "it is public");
    for (String wrong :
        List.of("http://a.example", "a.example", "https://a.example/?b=c", "https://a@b")) {
      assertEquals(
          List.of(
              "pom.xml:1: jwtIssuer is '"
                  + wrong
                  + "'; write the issuer of tokens as they spell it, such as"
                  + " https://login.example.com/, or none"),
          problems("jwtIssuer", wrong));
    }
    assertEquals(1, problems("jwtScopes", "a\"b").size());
    List<Entry> none =
        List.of(
            new Entry("jwtIssuer", "https://a.example", "pom.xml:1"),
            new Entry("jwtAudiences", "shop", "pom.xml:2"),
            new Entry("closed.jwtIssuer", "none", "pom.xml:3"));
    assertEquals(
        closed.triggers(),
        Configuration.of(none)
            .resolve(new Known("sky"), List.of(closed))
            .functions()
            .get(0)
            .triggers());
    assertEquals(
        closed.triggers(),
        Configuration.of(List.of(new Entry("jwtAudiences", "shop", "pom.xml:1")))
            .resolve(new Known("sky"), List.of(closed))
            .functions()
            .get(0)
            .triggers(),
        "without an issuer nothing is asked");
    assertEquals(
        List.of(
            "pom.xml:1: jwtIssuer says nothing about 'hello'; leave it out: a function takes tokens"
                + " where requests call it, and it is not public"),
        problems("hello.jwtIssuer", "https://a.example"));
  }

  @Test
  @DisplayName("No issuer for all takes no scope from one that has its own, in any order of keys")
  void noIssuerForAll() {
    FunctionSpec closed =
        FunctionSpec.of(
            "closed",
            "C",
            "i",
            "o",
            List.of(new Trigger.Http("/closed", List.of("GET"), Trigger.Access.AUTHENTICATED)));
    Entry scopes = new Entry("jwtScopes", "admin", "pom.xml:1");
    Entry issuer = new Entry("closed.jwtIssuer", "https://a.example", "pom.xml:3");
    Entry audiences = new Entry("closed.jwtAudiences", "shop", "pom.xml:4");
    Optional<Jwt> wanted =
        Optional.of(Jwt.of("https://a.example", "shop").withScopes(List.of("admin")));
    for (String key : List.of("jwtIssuer", "portolan.sky.jwtIssuer")) {
      Entry none = new Entry(key, "none", "pom.xml:2");
      assertEquals(wanted, jwt(closed, scopes, none, issuer, audiences));
      assertEquals(wanted, jwt(closed, audiences, issuer, none, scopes));
      assertEquals(Optional.empty(), jwt(closed, scopes, none));
      assertEquals(Optional.empty(), jwt(closed, none, scopes));
    }
    Entry never = new Entry("closed.portolan.sky.jwtIssuer", "none", "pom.xml:5");
    assertEquals(Optional.empty(), jwt(closed, scopes, issuer, audiences, never));
    assertEquals(Optional.empty(), jwt(closed, never, audiences, issuer, scopes));
    assertEquals(
        Optional.of(Jwt.NOTHING.withAudiences(List.of("shop"))),
        jwt(closed, audiences, new Entry("jwtIssuer", "none", "pom.xml:6")),
        "kept, so that it is told that they say nothing without an issuer");
  }

  private static Optional<Jwt> jwt(FunctionSpec function, Entry... entries) {
    FunctionSpec resolved =
        Configuration.of(List.of(entries))
            .resolve(new Known("sky"), List.of(function))
            .functions()
            .get(0);
    return ((Trigger.Http) resolved.triggers().get(0)).jwt();
  }

  @Test
  @DisplayName("No message tells an environment's value")
  void values() {
    Configuration.Resolved resolved = resolve("environment.DB_PASSWORD", "hunter2hunter2");
    assertEquals(1, resolved.warnings().size());
    assertFalse(resolved.warnings().toString().contains("hunter2"));
    assertFalse(new Entry("a", "hunter2", "b").toString().contains("hunter2"));
  }

  @Test
  @DisplayName("Values that look like secrets are told from those that do not")
  void looks() {
    assertEquals(true, SecretLook.is("DB_PASSWORD", "x"));
    assertEquals(true, SecretLook.is("X", "AKIAIOSFODNN7exampleKEY1"));
    assertFalse(SecretLook.is("DB_PASSWORD", "secret://db"));
    assertFalse(SecretLook.is("URL", "https://example.com/a/very/long/path/indeed"));
    assertFalse(SecretLook.is("LEVEL", "debug"));
  }

  private static final FunctionSpec BEAN =
      FunctionSpec.of(
              "upper",
              "some.Handler",
              "dev.portolan.HttpRequest",
              "dev.portolan.HttpResponse",
              List.of(new Trigger.Http("/upper", List.of("POST"), Trigger.Access.AUTHENTICATED)))
          .withBean(Bean.of("shop.Shop", "upper"));

  private static Configuration.Resolved ofBean(String... keysAndValues) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.add(new Entry(keysAndValues[i], keysAndValues[i + 1], "pom.xml:" + (i / 2 + 1)));
    }
    return Configuration.of(entries).resolve(new Known("sky"), List.of(BEAN, HELLO));
  }

  private static FunctionSpec bean(String... keysAndValues) {
    return ofBean(keysAndValues).orThrow().functions().get(0);
  }

  @Test
  @DisplayName("What calls a bean is configured: its path, its methods, who may call it")
  void beanOverHttp() {
    assertEquals(BEAN, bean("upper.definition", "upper|reverse"));
    assertEquals(
        List.of(new Trigger.Http("/up", List.of("GET", "PUT"), Trigger.Access.PUBLIC)),
        bean("upper.path", "/up", "upper.methods", "GET, PUT", "upper.access", "public")
            .triggers());
  }

  @Test
  @DisplayName("A bean that events are configured for takes events, and HTTP only if it says so")
  void beanOfEvents() {
    FunctionSpec queue = bean("upper.batch", "3", "upper.queue", "to-upper");
    assertEquals(List.of(new Trigger.Queue("to-upper", 3)), queue.triggers());
    assertEquals("dev.portolan.Event<byte[]>", queue.input());

    FunctionSpec all =
        bean(
            "upper.schedule", "0 2 * * *",
            "upper.timezone", "Europe/Rome",
            "upper.topic", "orders",
            "upper.types", "a, b",
            "upper.queue", "to-upper",
            "upper.objectCreated", "photos",
            "upper.objectDeleted", "photos",
            "upper.recordChanged", "customers",
            "upper.kafka", "clicks,views",
            "upper.group", "g");
    assertEquals(
        List.of(
            new Trigger.Schedule("0 2 * * *", "Europe/Rome"),
            new Trigger.Topic("orders", List.of("a", "b")),
            new Trigger.Queue("to-upper", 10),
            new Trigger.ObjectCreated("photos"),
            new Trigger.ObjectDeleted("photos"),
            new Trigger.RecordChanged("customers"),
            new Trigger.Kafka(List.of("clicks", "views"), "g")),
        all.triggers());
    assertEquals(2, bean("upper.queue", "to-upper", "upper.path", "/upper").triggers().size());
    assertEquals(
        Optional.of("refused"),
        bean("upper.deadLetter", "refused", "upper.queue", "to-upper").deadLetter());
  }

  @Test
  @DisplayName("A bean that takes an event is refused where nothing is configured that sends one")
  void beanOfEventsWithoutAny() {
    FunctionSpec heard = BEAN.withTypes("dev.portolan.Event<byte[]>", "java.lang.Void");
    Entry path = new Entry("upper.path", "/up", "pom.xml:1");
    for (List<Entry> entries : List.of(List.<Entry>of(), List.of(path))) {
      List<Problem> problems =
          Configuration.of(entries).resolve(new Known("sky"), List.of(heard)).problems();
      assertEquals(1, problems.size(), problems.toString());
      assertTrue(
          problems
              .get(0)
              .toString()
              .startsWith(
                  "the function 'upper': its bean takes an Event, and nothing is configured that"
                      + " sends one;"),
          problems.toString());
    }
    Entry queue = new Entry("upper.queue", "orders", "pom.xml:1");
    assertEquals(
        List.of(new Trigger.Queue("orders", 10)),
        Configuration.of(List.of(queue))
            .resolve(new Known("sky"), List.of(heard))
            .orThrow()
            .functions()
            .get(0)
            .triggers());
  }

  @Test
  @DisplayName("A key that says nothing of this function is refused with its line and the remedy")
  void beanKeysRefused() {
    assertEquals(
        List.of(
            "pom.xml:1: access is 'anyone'; write public or authenticated",
            "pom.xml:2: batch says nothing without queue; set queue, or leave it out",
            "pom.xml:3: queue says nothing about 'hello'; its class says what calls it: change the"
                + " annotation there",
            "pom.xml:4: there is no key 'upper.pth'; did you mean 'path'?"),
        ofBean(
                "upper.access", "anyone",
                "upper.batch", "3",
                "hello.queue", "to-hello",
                "upper.pth", "/x")
            .problems()
            .stream()
            .map(Problem::toString)
            .sorted()
            .toList());
  }

  @Test
  @DisplayName("Functions are defined by the key definition")
  void definitions() {
    List<Entry> entries =
        List.of(
            new Entry("memory", "512", "pom.xml:1"),
            new Entry("shout.definition", "upper|reverse", "pom.xml:2"),
            new Entry("environment.definition", "a variable", "pom.xml:2"),
            new Entry("portolan.sky.definition", "x", "pom.xml:3"));
    assertEquals(
        List.of(new Definition("shout", "upper|reverse", "pom.xml:2")),
        Configuration.of(entries).ofClasses().definitions());
  }
}
