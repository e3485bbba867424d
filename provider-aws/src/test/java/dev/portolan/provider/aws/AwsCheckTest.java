package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Sizing;
import dev.portolan.deploy.model.Trigger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds what is refused before any call to Lambda's limits, on both sides of each. */
class AwsCheckTest {
  private static final FunctionSpec HELLO = Samples.hello();

  @Test
  void nothingIsWrongWithAnOrdinaryFunction() {
    assertEquals("", told(Map.of(), HELLO));
  }

  @ParameterizedTest
  @CsvSource({"127,true", "128,false", "10240,false", "10241,true"})
  void memory(int mebibytes, boolean refused) {
    Sizing sizing = Sizing.PORTABLE.withMemoryMebibytes(mebibytes);
    assertEquals(refused, told(Map.of(), HELLO.withSizing(sizing)).contains("memory"));
  }

  @ParameterizedTest
  @CsvSource({
    "url,1,false",
    "url,900,false",
    "url,901,true",
    "http-api,30,false",
    "http-api,31,true"
  })
  void timeout(String front, int seconds, boolean refused) {
    Sizing sizing = Sizing.PORTABLE.withTimeout(Duration.ofSeconds(seconds));
    String told = told(Map.of("front", front), HELLO.withSizing(sizing));
    assertEquals(refused, told.contains("timeout"), told);
    assertEquals(front.equals("http-api") && refused, told.contains("front=url"), told);
  }

  @ParameterizedTest
  @CsvSource({
    "AWS_REGION,true",
    "PORTOLAN_FUNCTION,true",
    "PORTOLAN_NAMES,true",
    "_HANDLER,true",
    "X,true",
    "1A,true",
    "A-B,true",
    "AB,false",
    "AWS_STYLE,false"
  })
  void namesOfVariables(String name, boolean refused) {
    assertEquals(
        refused, told(Map.of(), HELLO.withEnvironment(Map.of(name, "x"))).contains("variable"));
  }

  @Test
  void fourKilobytesOfEnvironment() {
    int most = 4096 - "PORTOLAN_FUNCTION".length() - "hello".length() - "BIG".length();
    assertEquals("", told(Map.of(), HELLO.withEnvironment(Map.of("BIG", "x".repeat(most)))));
    String more = told(Map.of(), HELLO.withEnvironment(Map.of("BIG", "x".repeat(most + 1))));
    assertTrue(more.contains("4097 bytes"), more);
  }

  @Test
  void referencesToSecrets() {
    Map<String, String> good = Map.of("AA", "secret://shop/db", "BB", "secret://shop_db#3");
    assertEquals("", told(Map.of(), HELLO.withEnvironment(good)));
    Map<String, String> bad = Map.of("AA", "secret://", "BB", "secret://with blank");
    String told = told(Map.of(), HELLO.withEnvironment(bad));
    assertTrue(told.contains("AA") && told.contains("BB"), told);
  }

  @Test
  void twoFunctionsOnOneRoute() {
    FunctionSpec other = FunctionSpec.of("other", "a.B", "a.C", "a.D", HELLO.triggers());
    String told = told(Map.of(), HELLO, other);
    assertTrue(told.contains("GET /hello belongs to hello"), told);
    assertEquals("", told(Map.of("front", "url"), HELLO, other));
  }

  @Test
  void aUrlOpensNoRouteThatWasNotToBeOpen() {
    Trigger open = new Trigger.Http("/x", List.of("GET"), Trigger.Access.PUBLIC);
    Trigger closed = new Trigger.Http("/x", List.of("PUT"), Trigger.Access.AUTHENTICATED);
    FunctionSpec both = FunctionSpec.of("both", "a.B", "a.C", "a.D", List.of(open, closed));
    assertEquals("", told(Map.of(), both));
    String told = told(Map.of("front", "url"), both);
    assertTrue(told.contains("some of its routes are open to anyone"), told);
  }

  @Test
  void methodsThatCannotBeRouted() {
    Trigger odd = new Trigger.Http("/x", List.of("BREW"), Trigger.Access.PUBLIC);
    FunctionSpec pot = FunctionSpec.of("pot", "a.B", "a.C", "a.D", List.of(odd));
    assertTrue(told(Map.of(), pot).contains("BREW"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "runtime|java99",
        "region|everywhere",
        "account|12",
        "endpoint|http://aws.example.com",
        "endpoint|not a url",
        "front|door",
        "probe|maybe",
        "prune|perhaps",
        "keepVersions|0",
        "keepVersions|many",
        "logRetentionDays|31",
        "role|me",
        "permissionsBoundary|none",
        "bucket|NOT-A-BUCKET",
        "statements|{\"Effect\":\"Allow\"}",
        "statements|not json",
        "statements|@no/such/file.json",
        "tags.aws:mine|x",
        "tags.portolan-owner|me",
        "tags.PORTOLAN-OWNER|me",
      })
  void settingsThatAreWrongAreNamed(String key, String value) {
    String told = told(Map.of(key, value), HELLO);
    assertTrue(told.contains("portolan.aws." + key), told);
  }

  @Test
  void keysInSettingsAreForLoopbackOnly() {
    Map<String, String> keys = Map.of("accessKeyId", "AKIA", "secretAccessKey", "canary-secret");
    String told = told(keys, HELLO);
    assertTrue(told.contains("loopback"), told);
    assertTrue(!told.contains("canary-secret"), told);
    Map<String, String> sandbox = new TreeMap<>(keys);
    sandbox.put("endpoint", "http://127.0.0.1:4566");
    assertEquals("", told(sandbox, HELLO));
  }

  @Test
  void allProblemsAtOnce() {
    FunctionSpec bad =
        HELLO
            .withSizing(Sizing.PORTABLE.withMemoryMebibytes(1))
            .withEnvironment(Map.of("AWS_REGION", "x"));
    assertEquals(4, problems(Map.of("runtime", "java99", "front", "door"), bad).size());
  }

  @ParameterizedTest
  @CsvSource({
    "Shop_Orders-1,false",
    "orders.fifo,true",
    "arn:aws:sns:us-east-1:1:orders,true",
    "arn:aws:events:us-east-1:123456789012:event-bus/default,false",
    "arn:aws:events:us-east-1:123456789012:rule/default,true"
  })
  void namesOfTopicsHere(String here, boolean refused) {
    FunctionSpec taker = HELLO.withTriggers(List.of(new Trigger.Topic("orders", List.of())));
    String told = told(Map.of("names.orders", here), taker, taker("other", List.of()));
    assertEquals(refused, told.contains("portolan.aws.names.orders: '" + here + "'"), told);
    assertEquals(refused ? 1 : 0, told.lines().count(), told);
  }

  @ParameterizedTest
  @CsvSource({"acme.photos-1,false", "Acme_Photos,true", "10.0.0.1,true", "xn--photos,true"})
  void namesOfBucketsHere(String here, boolean refused) {
    String told =
        told(
            Map.of("names.photos", here),
            HELLO.withTriggers(
                List.of(new Trigger.ObjectCreated("photos"), new Trigger.ObjectDeleted("photos"))));
    assertEquals(refused, told.contains("portolan.aws.names.photos: '" + here + "'"), told);
    assertEquals(refused ? 1 : 0, told.lines().count(), told);
  }

  @Test
  void aBucketTellsOneFunctionOfAnEventWhateverItIsCalledByEach() {
    FunctionSpec one = taker("one", List.of()).withTriggers(List.of(created("photos")));
    FunctionSpec two = taker("two", List.of()).withTriggers(List.of(created("pictures")));
    FunctionSpec three =
        taker("three", List.of()).withTriggers(List.of(new Trigger.ObjectDeleted("photos")));
    String told = told(Map.of("names.pictures", "photos"), one, two, three);
    assertTrue(told.contains("what is stored in bucket photos, as one is"), told);
    assertEquals(1, told.lines().count(), told);
  }

  private static Trigger created(String bucket) {
    return new Trigger.ObjectCreated(bucket);
  }

  @Test
  void aNameThatNoFunctionTakesFromIsMisspelt() {
    String told = told(Map.of("names.oders", "x"), taker("taker", List.of()));
    assertTrue(told.contains("portolan.aws.names.oders"), told);
    assertTrue(told.contains("they name orders"), told);
  }

  @Test
  void namesOfTopicsTakeRoomInTheEnvironment() {
    int most = 4096 - "PORTOLAN_FUNCTION".length() - "taker".length() - "BIG".length();
    FunctionSpec full =
        taker("taker", List.of()).withEnvironment(Map.of("BIG", "x".repeat(most - 20)));
    assertEquals("", told(Map.of(), full));
    String told = told(Map.of("names.orders", "placed"), full);
    assertTrue(told.contains((4096 - 20 + "PORTOLAN_NAMESorders=placed".length()) + " b"), told);
  }

  @ParameterizedTest
  @CsvSource({"49,false", "50,true"})
  void typesThatAFilterHolds(int count, boolean refused) {
    List<String> types = IntStream.range(0, count).mapToObj(i -> "com.acme.t" + i).toList();
    String told = told(Map.of(), taker("taker", types));
    assertEquals(refused, told.contains("takes 50 types from the topic orders"), told);
  }

  @ParameterizedTest
  @CsvSource({"100,false", "200,true"})
  void typesThatAnEventPatternHolds(int count, boolean refused) {
    List<String> types = IntStream.range(0, count).mapToObj(i -> "com.acme.t" + i).toList();
    String bus = "arn:aws:events:us-east-1:123456789012:event-bus/orders";
    String told = told(Map.of("names.orders", bus), taker("taker", types));
    assertEquals(refused, told.contains("the event pattern of its rule has "), told);
  }

  private static FunctionSpec taker(String name, List<String> types) {
    return FunctionSpec.of(
        name, "a.B", "a.C", "java.lang.Void", List.of(new Trigger.Topic("orders", types)));
  }

  private static String told(Map<String, String> settings, FunctionSpec... functions) {
    return problems(settings, functions).stream()
        .map(Problem::toString)
        .collect(Collectors.joining("\n"));
  }

  private static List<Problem> problems(Map<String, String> settings, FunctionSpec... functions) {
    return new AwsProvider().check(Samples.application(functions), Settings.of(settings));
  }
}
