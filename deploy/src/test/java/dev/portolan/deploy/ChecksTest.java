package dev.portolan.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Bean;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Cors;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksTest {
  private final FakeProvider cloud = new FakeProvider();

  private static FunctionSpec function(String name) {
    return FunctionSpec.of(name, "a." + name, "i", "o", List.of());
  }

  private static Application application(FunctionSpec... functions) {
    Bundle bundle = Bundle.of(Path.of("app.jar"), List.of());
    return Application.of(FakeProvider.OWNER, List.of(functions), bundle);
  }

  private Portolan open(Map<String, String> settings) {
    Portolan.Options options = Portolan.Options.standard().withEnvironment(Map.of());
    return Portolan.open(cloud, Settings.of(settings), options);
  }

  private List<String> problems(Map<String, String> settings, FunctionSpec... functions) {
    try (Portolan portolan = open(settings)) {
      return portolan.check(application(functions)).stream().map(Object::toString).toList();
    }
  }

  @Test
  @DisplayName("Names, environment, sizing and settings are checked, all at once")
  void all() {
    FunctionSpec odd =
        function("odd")
            .withSizing(Sizing.PORTABLE.withMemoryMebibytes(0).withMaxConcurrency(0))
            .withEnvironment(Map.of("A-B", "1"))
            .withSettings(Map.of("region", "x", "snpa", "x"));
    assertEquals(
        List.of(
            "a.Bad Name: 'Bad Name' cannot be a function's name;"
                + " at most 32 lower-case letters, digits and dashes, a letter first, no dash last",
            "a.odd: the function name 'odd' is taken by a.odd already; name one of them differently",
            "odd.environment.A-B: not a variable name that all platforms take;"
                + " 2 to 64 letters, digits and underscores, a letter first",
            "odd: memory must be at least 1 MiB; 512 is a good start",
            "odd: maxConcurrency must be at least 1; leave it out for the provider's own bound",
            "portolan.fake.regoin: there is no such setting; did you mean 'region'?",
            "odd.portolan.fake.region: there is no such setting; known: snap",
            "odd.portolan.fake.snpa: there is no such setting; did you mean 'snap'?"),
        problems(Map.of("regoin", "x"), odd, function("odd"), function("Bad Name")).stream()
            .sorted(java.util.Comparator.comparingInt(ChecksTest::rank))
            .toList());
    assertEquals(1, problems(Map.of()).size());
  }

  /** The order in which this test reads them. */
  private static int rank(String problem) {
    List<String> heads =
        List.of("a.Bad", "a.odd", "odd.env", "odd: mem", "odd: max", "portolan", "odd.portolan");
    for (int i = 0; i < heads.size(); i++) {
      if (problem.startsWith(heads.get(i))) {
        return i;
      }
    }
    return heads.size();
  }

  private static FunctionSpec bean(String name, String path) {
    Trigger http = new Trigger.Http(path, List.of("POST"), Trigger.Access.AUTHENTICATED);
    return function(name).withTriggers(List.of(http)).withBean(Bean.of("a.App", name));
  }

  @Test
  @DisplayName("Two beans are not configured to one route")
  void routes() {
    assertEquals(
        List.of(
            "b: the route 'POST /x/{}' is taken by a already;"
                + " give one of them another path or other methods"),
        problems(Map.of(), bean("a", "/x/{id}"), bean("b", "/x/{no}")));
    assertEquals(List.of(), problems(Map.of(), bean("a", "/x"), bean("b", "/y")));
  }

  @Test
  @DisplayName("An environment larger than any platform takes is refused, one just below is not")
  void environment() {
    assertEquals(List.of(), problems(Map.of(), function("f").withEnvironment(big(4000 - 3))));
    assertEquals(1, problems(Map.of(), function("f").withEnvironment(big(4000 - 2))).size());
  }

  private static Map<String, String> big(int size) {
    return Map.of("BIG", "x".repeat(size));
  }

  @ParameterizedTest
  @DisplayName("An owner that cannot stand in names and paths is refused at every goal")
  @CsvSource({"../x,dev", "a:b,dev", "'',dev", "${jndi:x},dev", "shop,a/b", "shop,'a\nb'"})
  void owners(String artifactId, String stage) {
    Owner odd = Owner.of("com.acme", artifactId, stage);
    Application application =
        Application.of(odd, List.of(function("f")), Bundle.of(Path.of("app.jar"), List.of()));
    try (Portolan portolan = open(Map.of())) {
      assertEquals(1, portolan.check(application).size());
      assertEquals(ExitCode.REFUSED, portolan.destroy(odd).exitCode());
      assertEquals(ExitCode.REFUSED, portolan.rollback(odd, "f", Optional.of("1")).exitCode());
      assertThrows(DeployException.class, () -> portolan.find(odd));
      assertThrows(DeployException.class, () -> portolan.invoke(odd, "f", new byte[0]));
    }
    assertEquals(0, cloud.plans.get());
  }

  @Test
  @DisplayName("A misspelt setting also ends what only deletes: it might have said what to keep")
  void misspeltAtDestroy() {
    try (Portolan portolan = open(Map.of("regoin", "x"))) {
      Outcome outcome = portolan.destroy(FakeProvider.OWNER);
      assertEquals(ExitCode.REFUSED, outcome.exitCode());
      assertTrue(outcome.error().orElseThrow().getMessage().contains("did you mean 'region'"));
    }
    assertEquals(0, cloud.plans.get());
  }

  @Test
  @DisplayName("A path written by hand is held to the same as one of an annotation")
  void paths() {
    Trigger odd = new Trigger.Http("hello", List.of("BREW"), Trigger.Access.PUBLIC);
    List<String> told = problems(Map.of(), FunctionSpec.of("f", "a.F", "i", "o", List.of(odd)));
    assertEquals(2, told.size());
    assertTrue(told.get(0).contains("does not begin with a slash"), told.get(0));
  }

  @Test
  @DisplayName("Events written by hand are held to the same as those of annotations")
  void events() {
    List<Trigger> odd =
        List.of(
            new Trigger.Schedule("@daily", "+01:00"),
            new Trigger.Topic("Orders", List.of()),
            new Trigger.Topic("orders", List.of()));
    assertEquals(
        List.of(
            "f: cron '@daily' is no list of five fields; write them: '0 0 * * *'",
            "f: no time zone '+01:00'; 'UTC', or an area and a city of the IANA database such as"
                + " 'Europe/Berlin', in that case; an offset would not follow the clocks",
            "f: 'Orders' cannot be a topic's name on every platform; 3 to 63 lower-case letters,"
                + " digits and dashes, a letter first, no dash last, not 'goog' first",
            "f: @Topic twice; make one function for each",
            "f: takes HttpRequest, but events call it; take Event, Batch, Void or the data, or"
                + " make another function for the requests"),
        problems(Map.of(), FunctionSpec.of("f", "a.F", "dev.portolan.HttpRequest", "o", odd)));
  }

  @Test
  @DisplayName("An event that is not claimed is refused, with another way to have it")
  void eventFeatures() {
    List<Trigger> all =
        List.of(
            new Trigger.Schedule("0 2 * * *", "UTC"),
            new Trigger.Topic("orders", List.of()),
            new Trigger.Kafka(List.of("orders"), ""));
    FunctionSpec function = FunctionSpec.of("f", "a.F", "i", "o", all);
    cloud.features.clear();
    cloud.features.add(Feature.HTTP);
    String instead = "; give the function an @Http path instead, and ";
    assertEquals(
        List.of(
            "f: fake does not have: schedules, as cron expressions in a time zone"
                + instead
                + "let a scheduler of your own call it",
            "f: fake does not have: events of a topic, filtered by type"
                + instead
                + "let the topic's platform push to it",
            "f: fake does not have: records of Kafka topics"
                + instead
                + "let a connector of your own post the records to it"),
        problems(Map.of(), function));
    cloud.features.add(Feature.TOPIC);
    assertTrue(problems(Map.of(), function).get(1).endsWith("take them with @Topic"));
    cloud.features.clear();
    cloud.features.add(Feature.DIRECT_INVOCATION);
    assertTrue(
        problems(Map.of(), function)
            .get(0)
            .endsWith("; " + "leave the trigger out and invoke it directly"));
  }

  @Test
  @DisplayName("What must be streamed is refused where responses go as a whole")
  void streaming() {
    cloud.features.remove(Feature.STREAMING);
    Trigger whole = new Trigger.Http("/", List.of("GET"), Trigger.Access.PUBLIC);
    assertEquals(
        List.of(), problems(Map.of(), FunctionSpec.of("f", "a.F", "i", "o", List.of(whole))));
    Trigger streamed =
        new Trigger.Http("/", List.of("GET"), Trigger.Access.PUBLIC).withStreaming(true);
    assertEquals(
        List.of(
            "f: fake does not have: responses sent while they are produced;"
                + " leave streaming = true out of @Http if the body may be collected before it is"
                + " sent"),
        problems(Map.of(), FunctionSpec.of("f", "a.F", "i", "o", List.of(streamed))));
  }

  private static FunctionSpec shared(String name, String path, Cors cors) {
    Trigger.Http http = new Trigger.Http(path, List.of("GET"), Trigger.Access.PUBLIC);
    return FunctionSpec.of(name, "a." + name, "i", "o", List.of(http.withCors(cors)));
  }

  private static FunctionSpec taking(Trigger.Access access, Jwt jwt) {
    Trigger.Http http = new Trigger.Http("/a", List.of("GET"), access);
    return FunctionSpec.of("f", "a.F", "i", "o", List.of(http.withJwt(jwt)));
  }

  @Test
  @DisplayName("Tokens that anybody could have, or whose keys nobody can ask for, are refused")
  void jwt() {
    assertEquals(
        List.of(
            "f.jwtIssuer: the function is public, and nobody who calls it is asked for a token;"
                + " leave access = PUBLIC out, or jwtIssuer",
            "f.jwtIssuer: jwtAudiences and jwtScopes say nothing without jwtIssuer; name the issuer",
            "f.jwtIssuer: every token of that issuer would do, whatever it was made for; name in"
                + " jwtAudiences what they must be for"),
        problems(Map.of(), taking(Trigger.Access.PUBLIC, Jwt.NOTHING)));
    for (String issuer :
        List.of("http://a.example", "https://a@b.example", "https://a.example?b", "x")) {
      assertEquals(
          List.of(
              "f.jwtIssuer: the keys of '"
                  + issuer
                  + "' cannot be asked for safely; name it by https, without query and fragment"),
          problems(Map.of(), taking(Trigger.Access.AUTHENTICATED, Jwt.of(issuer, "shop"))));
    }
    assertEquals(
        List.of("f.jwtIssuer: an audience or a scope of it is blank; leave out what is nothing"),
        problems(
            Map.of(),
            taking(Trigger.Access.AUTHENTICATED, Jwt.of("https://a.example/x", "shop", ""))));
    assertEquals(List.of("shop"), Jwt.of("https://a.example/x", "shop", "shop").audiences());
    FunctionSpec good = taking(Trigger.Access.AUTHENTICATED, Jwt.of("https://a.example/x", "shop"));
    assertEquals(List.of(), problems(Map.of(), good));
    cloud.features.remove(Feature.JWT);
    assertEquals(
        List.of(
            "f: fake does not have: HTTP requests, callers identified by signed tokens of an issuer"
                + " of your own; leave jwtIssuer out for this provider, and its own identities may"
                + " call; or put a gateway that checks tokens before it, or make the function public"
                + " and check them in it with a library of their issuer's"),
        problems(Map.of(), good));
  }

  @Test
  @DisplayName("What no browser could use of a function's CORS is refused")
  void cors() {
    Cors all = Cors.of("*");
    assertEquals(List.of(), problems(Map.of(), shared("f", "/a", all)));
    Trigger.Http closed = new Trigger.Http("/a", List.of("GET"), Trigger.Access.AUTHENTICATED);
    assertEquals(
        List.of(
            "f.cors: before a page calls it the browser asks whether it may, as nobody, and the"
                + " function is not public; make the function public, or leave cors out",
            "f.cors: corsHeaders and the like say nothing without cors; name the origins"),
        problems(
            Map.of(),
            FunctionSpec.of("f", "a.F", "i", "o", List.of(closed.withCors(Cors.NOTHING)))));
    assertEquals(
        List.of(
            "f.cors: no browser sends cookies to what takes pages of all origins; name the origins,"
                + " or leave corsCredentials out",
            "f.cors: with cookies a browser takes * for the name of a header; name the headers, or"
                + " leave corsCredentials out"),
        problems(Map.of(), shared("f", "/a", all.withCredentials(true).withHeaders(List.of("*")))));
    assertEquals(
        List.of(
            "f.cors: told to the function it is 1078 bytes, more than 1000; name fewer origins or"
                + " headers"),
        problems(Map.of(), shared("f", "/a", Cors.of("https://" + "a".repeat(1000) + ".example"))));
    cloud.features.remove(Feature.CORS);
    assertEquals(
        List.of(
            "f: fake does not have: responses that pages of other origins may read; leave cors out"
                + " for this provider: let the platform itself say which pages may, or a proxy give"
                + " pages and function one origin"),
        problems(Map.of(), shared("f", "/a", all)));
  }

  @Test
  @DisplayName("No function's pages are let in by another at the same address")
  void corsOfTwo() {
    FunctionSpec shared = shared("f", "/a/{x}", Cors.of("*"));
    Trigger.Http post = new Trigger.Http("/a/b", List.of("POST"), Trigger.Access.PUBLIC);
    FunctionSpec alone = FunctionSpec.of("g", "a.G", "i", "o", List.of(post));
    assertEquals(
        List.of(
            "f.cors: a browser asks for a path, whatever the method, and g may be asked at the"
                + " same; give one of them another path"),
        problems(Map.of(), shared, alone));
    Trigger.Http elsewhere = new Trigger.Http("/b/b", List.of("POST"), Trigger.Access.PUBLIC);
    assertEquals(List.of(), problems(Map.of(), shared, alone.withTriggers(List.of(elsewhere))));
  }

  @Test
  @DisplayName("A feature that is needed but not claimed is refused, with what comes nearest")
  void features() {
    cloud.features.clear();
    cloud.features.add(Feature.HTTP);
    Trigger open = new Trigger.Http("/", List.of("GET"), Trigger.Access.PUBLIC);
    FunctionSpec all =
        FunctionSpec.of("f", "a.F", "i", "o", List.of(open))
            .withSizing(Sizing.PORTABLE.withArchitecture(Architecture.ARM64).withMaxConcurrency(2))
            .withEnvironment(Map.of("PLAIN", "x", "DB", "secret://db"));
    assertEquals(
        List.of(
            "f: fake does not have: HTTP requests from anyone;"
                + " let the platform identify callers: access = AUTHENTICATED",
            "f: fake does not have: environment variables;"
                + " leave the environment out for this provider",
            "f: fake does not have: secrets by reference, resolved when the function runs;"
                + " let the function fetch the secret itself, with its own permissions",
            "f: fake does not have: an upper bound on concurrent invocations;"
                + " leave maxConcurrency out: the provider has its own bound",
            "f: fake does not have: the arm64 architecture; use x86_64",
            "g: fake does not have: typed JSON in and out, called through the provider's own API;"
                + " give the function an @Http path"),
        problems(Map.of(), all, function("g")));
    try (Portolan portolan = open(Map.of())) {
      Outcome outcome = portolan.deploy(application(function("g")), FakeProvider.nowhere());
      assertEquals(DeployException.Kind.UNSUPPORTED, outcome.error().get().kind());
      assertEquals(ExitCode.REFUSED, outcome.exitCode());
      assertEquals(0, cloud.plans.get());
      assertEquals("g", outcome.functions().get(0).function());
    }
  }

  @Test
  @DisplayName("A queue that cannot keep dead letters is refused, and one that nobody serves")
  void deadLetters() {
    FunctionSpec ship =
        FunctionSpec.of("ship", "a.S", "i", "o", List.of(new Trigger.Queue("to-ship", 10)));
    assertEquals(List.of(), problems(Map.of(), ship.withDeadLetter("refused")));
    assertEquals(
        List.of(
            "f.deadLetter: 'No' cannot be a queue's name on every platform; 3 to 63 lower-case"
                + " letters, digits and dashes, a letter first, no dash last, no two together, not"
                + " 'goog' first; where it is called otherwise, set portolan.<provider>.names.<name"
                + " here>",
            "f.deadLetter: no topic, queue, bucket, table or Kafka sends the function events; leave"
                + " it out",
            "ship.deadLetter: what the function refuses comes to it again, by way of to-ship;"
                + " name another queue"),
        problems(Map.of(), function("f").withDeadLetter("No"), ship.withDeadLetter("to-ship")));
    FunctionSpec pack =
        FunctionSpec.of("pack", "a.P", "i", "o", List.of(new Trigger.Queue("to-pack", 10)));
    assertEquals(
        List.of(
            "ship.deadLetter: what the function refuses comes to it again, by way of to-pack,"
                + " to-ship; name another queue",
            "pack.deadLetter: what the function refuses comes to it again, by way of to-ship,"
                + " to-pack; name another queue"),
        problems(Map.of(), ship.withDeadLetter("to-pack"), pack.withDeadLetter("to-ship")));
    FunctionSpec first =
        FunctionSpec.of("first", "a.F", "i", "o", List.of(new Trigger.Queue("to-pack", 10)));
    List<String> behindAnother =
        problems(
            Map.of(),
            first.withDeadLetter("elsewhere"),
            ship.withDeadLetter("to-pack"),
            pack.withDeadLetter("to-ship"));
    assertEquals(2, behindAnother.size(), "each of those that take from a queue counts");
    cloud.features.remove(Feature.DEAD_LETTER);
    assertEquals(
        List.of(
            "ship: fake does not have: events that are refused, or fail for good, kept in a queue;"
                + " leave deadLetter out for this provider: its log says what is lost, and let the"
                + " function itself keep what it cannot do"),
        problems(Map.of(), ship.withDeadLetter("refused")));
  }

  @Test
  @DisplayName("A check never throws, also where the provider's does")
  void neverThrows() {
    cloud.unable = true;
    assertEquals(
        List.of(
            "fake: could not be checked: java.lang.IllegalStateException: no idea; report this"),
        problems(Map.of(), function("f")));
  }

  @Test
  @DisplayName("An unknown provider is told with those there are")
  void unknown() {
    DeployException none =
        assertThrows(DeployException.class, () -> Portolan.open("sky", Settings.none()));
    assertEquals("no provider 'sky' on the class path, only []", none.getMessage());
    assertTrue(none.hint().contains("portolan-provider-sky"));
  }
}
