package dev.portolan.deploy.describe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerRulesTest {
  private static final Trigger HTTP =
      new Trigger.Http("/", List.of("POST"), Trigger.Access.AUTHENTICATED);
  private static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * *", "UTC");
  private static final String REQUEST = "dev.portolan.HttpRequest";
  private static final String RESPONSE = "dev.portolan.HttpResponse";

  private static List<Problem> check(String input, String output, Trigger... triggers) {
    return TriggerRules.check(FunctionSpec.of("f", "a.F", input, output, List.of(triggers)), "f");
  }

  private static List<String> faults(Trigger trigger) {
    List<Problem> problems = check("a.Order", "java.lang.Void", trigger);
    assertTrue(problems.stream().noneMatch(problem -> problem.hint().isEmpty()));
    return problems.stream().map(Problem::what).toList();
  }

  private static List<String> faults(String cron) {
    return faults(new Trigger.Schedule(cron, "UTC"));
  }

  @ParameterizedTest
  @DisplayName("A cron expression that all platforms read alike is taken")
  @ValueSource(
      strings = {
        "* * * * *",
        "0 2 * * *",
        "*/15 0-23/2 * * MON-FRI",
        "00 09 * * 1-5",
        "0,30 8-10,14-16/2 1,15 JAN-MAR,DEC *",
        "59 23 31 12 *",
        "0 0 29 FEB *",
        "0 0 31 2-3 *",
        "0 0 * JUL WED,SUN"
      })
  void crons(String cron) {
    assertEquals(List.of(), faults(cron));
  }

  @ParameterizedTest
  @DisplayName("One that some read differently, or not at all, is refused with what to write")
  @CsvSource(
      delimiter = '|',
      value = {
        "@daily | is no list of five fields | '0 0 * * *'",
        "@every 5m | is no list of five fields | '*/5 * * * *'",
        "TZ=UTC 0 2 * * * | names a time zone | timezone",
        "CRON_TZ=UTC 0 2 * * * | names a time zone | timezone",
        "'' | has 1 fields, not 5 | minute, hour",
        "0 2 * * | has 4 fields, not 5 | minute, hour",
        "0 0 2 * * * | has 6 fields, not 5 | leave out seconds",
        "' 0 2 * * *' | has 6 fields, not 5 | more blanks",
        "60 2 * * * | has '60' as minute | 0-59",
        "-1 2 * * * | has '-1' as minute | 0-59",
        "0 24 * * * | has '24' as hour | 0-23",
        "0 2 0 * * | has '0' as day of the month | 1-31",
        "0 2 32 * * | has '32' as day of the month | 1-31",
        "0 2 * 13 * | has '13' as month | 1-12 or JAN-DEC",
        "0 2 * jan * | has 'jan' as month | JAN-DEC",
        "0 2 * MON * | has 'MON' as month | JAN-DEC",
        "0 2 * * 7 | has '7' as day of the week | Sunday is 0",
        "0 2 * * 5-7 | has '5-7' as day of the week | Sunday is 0",
        "0 2 ? * MON | has '?' as day of the month | write '*'",
        "0 2 L * * | has 'L' as day of the month | nothing else",
        "0 2 15W * * | has '15W' as day of the month | nothing else",
        "0 2 * * MON#1 | has 'MON#1' as day of the week | nothing else",
        "0 2 * * 5L | has '5L' as day of the week | SUN-SAT",
        "0 2 * * FRI-MON | has 'FRI-MON' as day of the week, which runs backwards | in two",
        "0 1,,2 * * * | has '' as hour | 0-23",
        "0 1- * * * | has '1-' as hour | 0-23",
        "0 1-2-3 * * * | has '1-2-3' as hour | 0-23",
        "5/10 * * * * | has '5/10' as minute, a step without a range | '5-59/10'",
        "*/0 * * * * | has '*/0' as minute | 1 to 59",
        "*/60 * * * * | has '*/60' as minute | 1 to 59",
        "*/15,7 * * * * | has '*' in a list as minute | stand alone",
        "0 99999999999 * * * | has '99999999999' as hour | 0-23",
        "0 2 13 * FRI | restricts the day of the month and the day of the week | '*'",
        "0 2 */2 * 1 | restricts the day of the month and the day of the week | '*'",
        "0 2 30 FEB * | never comes | so many days",
        "0 2 31 4,6,SEP,NOV * | never comes | so many days"
      })
  void foreignCrons(String cron, String what, String hint) {
    List<Problem> problems = check("a.Order", "java.lang.Void", new Trigger.Schedule(cron, "UTC"));
    assertEquals(
        List.of("cron '" + cron + "' " + what), problems.stream().map(Problem::what).toList());
    assertTrue(problems.get(0).hint().contains(hint), problems.get(0).hint());
  }

  @Test
  @DisplayName("All faults of a cron expression are told at once")
  void allOfACron() {
    assertEquals(
        List.of(
            "cron '60 ? 1,L * 7' has '60' as minute",
            "cron '60 ? 1,L * 7' has '?' as hour",
            "cron '60 ? 1,L * 7' has 'L' as day of the month",
            "cron '60 ? 1,L * 7' has '7' as day of the week"),
        faults("60 ? 1,L * 7"));
  }

  @ParameterizedTest
  @DisplayName("A time zone is named by its region")
  @ValueSource(strings = {"UTC", "Etc/UTC", "Europe/Berlin", "America/Argentina/Ushuaia"})
  void zones(String zone) {
    assertEquals(List.of(), faults(new Trigger.Schedule("0 2 * * *", zone)));
  }

  @ParameterizedTest
  @DisplayName("Offsets, abbreviations and unknown places are no time zones")
  @ValueSource(
      strings = {"", "Z", "+01:00", "UTC+1", "GMT", "CET", "EST5EDT", "europe/berlin", "Europe/X"})
  void noZones(String zone) {
    assertEquals(
        List.of("no time zone '" + zone + "'"), faults(new Trigger.Schedule("0 2 * * *", zone)));
  }

  @ParameterizedTest
  @DisplayName("A topic is named as every platform can name one")
  @ValueSource(strings = {"default", "orders", "o-2", "abc"})
  void topics(String name) {
    assertEquals(List.of(), faults(new Trigger.Topic(name, List.of("com.acme.placed", "*"))));
    assertEquals(
        List.of(), faults(new Trigger.Topic(name + "x".repeat(63 - name.length()), List.of())));
  }

  @ParameterizedTest
  @DisplayName("A topic's name that some platform refuses is refused")
  @ValueSource(strings = {"", "ab", "Orders", "1st", "-abc", "abc-", "a.b", "a_b", "google", "a b"})
  void noTopics(String name) {
    assertEquals(
        List.of("'" + name + "' cannot be a topic's name on every platform"),
        faults(new Trigger.Topic(name, List.of())));
  }

  @Test
  @DisplayName("A topic's name ends after 63 characters; its types have names, each once")
  void topicFaults() {
    assertEquals(1, faults(new Trigger.Topic("x".repeat(64), List.of())).size());
    assertEquals(
        List.of("an event type without a name", "event type 'a' twice"),
        faults(new Trigger.Topic("orders", List.of("a", " ", "a"))));
  }

  @ParameterizedTest
  @DisplayName("A queue, a bucket and a table are named as every platform can name one")
  @CsvSource({
    "abc, true", "to-pack-2, true", "ab, false", "a--b, false", "Photos, false", "a.b, false",
    "a_b, false", "1st, false", "abc-, false", "-abc, false", "google, false", "'', false"
  })
  void names(String name, boolean taken) {
    assertEquals(named(taken, name, "queue"), faults(new Trigger.Queue(name, 10)));
    assertEquals(named(taken, name, "bucket"), faults(new Trigger.ObjectCreated(name)));
    assertEquals(named(taken, name, "bucket"), faults(new Trigger.ObjectDeleted(name)));
    assertEquals(named(taken, name, "table"), faults(new Trigger.RecordChanged(name)));
  }

  private static List<String> named(boolean taken, String name, String thing) {
    return taken
        ? List.of()
        : List.of("'" + name + "' cannot be a " + thing + "'s name on every platform");
  }

  @Test
  @DisplayName("A name of 63 characters is the longest; a batch holds 1 to 10 messages")
  void bounds() {
    assertEquals(List.of(), faults(new Trigger.Queue("x".repeat(63), 1)));
    assertEquals(1, faults(new Trigger.Queue("x".repeat(64), 10)).size());
    assertEquals(List.of("batch is 0"), faults(new Trigger.Queue("to-pack", 0)));
    assertEquals(List.of("batch is 11"), faults(new Trigger.Queue("to-pack", 11)));
  }

  @Test
  @DisplayName("Kafka's topics are named by Kafka's rule, at least one and each once")
  void kafka() {
    assertEquals(List.of(), faults(new Trigger.Kafka(List.of("Orders_2.x-y", "a", "..."), "")));
    assertEquals(List.of(), faults(new Trigger.Kafka(List.of("x".repeat(249)), "g-1")));
    assertEquals(List.of("no Kafka topic"), faults(new Trigger.Kafka(List.of(), "")));
    assertEquals(
        List.of(
            "'' cannot be a Kafka topic's name",
            "'.' cannot be a Kafka topic's name",
            "'..' cannot be a Kafka topic's name",
            "'a b' cannot be a Kafka topic's name",
            "Kafka topic 'a' twice",
            "'a/b' cannot be a consumer group's name"),
        faults(new Trigger.Kafka(List.of("", ".", "..", "a b", "a", "a"), "a/b")));
    assertEquals(1, faults(new Trigger.Kafka(List.of("x".repeat(250)), "")).size());
  }

  @Test
  @DisplayName("Events bring no request, and read no response")
  void types() {
    for (String input :
        List.of(
            "dev.portolan.Event<a.Order>",
            "dev.portolan.Batch<a.Order>",
            "java.lang.Void",
            "java.util.List<a.Order>",
            "java.lang.String",
            "byte[]")) {
      assertEquals(List.of(), check(input, "java.lang.Void", NIGHTLY));
      assertEquals(List.of(), check(input, RESPONSE, HTTP, NIGHTLY));
    }
    assertEquals(List.of(), check(REQUEST, RESPONSE, HTTP));
    assertEquals(List.of(), check(REQUEST, RESPONSE));
    assertEquals(
        List.of(
            "takes HttpRequest, but events call it",
            "answers HttpResponse, but only events call it: nobody reads that"),
        check(REQUEST, RESPONSE, NIGHTLY).stream().map(Problem::what).toList());
    assertEquals(
        List.of(
            "f: takes HttpRequest, but events call it too; take what both bring, such as a record,"
                + " or make another function for the requests"),
        check(REQUEST, RESPONSE, HTTP, NIGHTLY).stream().map(Object::toString).toList());
  }
}
