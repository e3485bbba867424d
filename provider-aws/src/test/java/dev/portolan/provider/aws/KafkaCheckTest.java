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

/** Holds the settings of Kafka to what Lambda takes, all problems at once. */
class KafkaCheckTest {
  private static final String MSK = "arn:aws:kafka:us-east-1:123456789012:cluster/shop/abc-1";
  private static final String SECRET =
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:AmazonMSK_shop-a1B2c3";
  private static final FunctionSpec CLICKS = clicks("clicks", "");

  private static FunctionSpec clicks(String name, String group) {
    return of(name, group, "clicks");
  }

  private static FunctionSpec of(String name, String group, String topic) {
    Trigger kafka = new Trigger.Kafka(List.of(topic), group);
    return FunctionSpec.of(
        name, "com.acme.Clicks", "com.acme.Name", "java.lang.Void", List.of(kafka));
  }

  private static List<String> told(Map<String, String> settings, FunctionSpec... functions) {
    Settings all = Settings.of(new TreeMap<>(settings));
    return AwsCheck.problems(Samples.application(functions), all).stream()
        .map(Problem::toString)
        .collect(Collectors.toList());
  }

  @Test
  void whatLambdaTakesIsTaken() {
    for (Map<String, String> good :
        List.of(
            Map.of("kafka", MSK),
            Map.of("kafka", MSK, "kafkaSecret", SECRET),
            Map.of("kafka", MSK, "kafkaSecret", SECRET, "kafkaAuth", "tls"),
            Map.of("kafka", "k-1.example.com:9092 , k-2:9092", "kafkaSecret", SECRET),
            Map.of("kafka", "k:1", "kafkaSecret", SECRET, "kafkaAuth", "scram-256"),
            Map.of(
                "kafka",
                "k:1",
                "kafkaSubnets",
                "subnet-0a1b2c3d",
                "kafkaSecurityGroups",
                "sg-0a1b2c3d4e5f60718"))) {
      assertEquals(List.of(), told(good, CLICKS), good.toString());
    }
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    List<String> told =
        told(
            Map.of(
                "kafka", "kafka-1",
                "kafkaAuth", "plain",
                "kafkaSecret", "shop/kafka",
                "kafkaCa", "ca.pem",
                "kafkaSubnets", "subnet-1, vpc-2",
                "kafkaOffset", "newest"),
            CLICKS.withSizing(Sizing.PORTABLE.withTimeout(Duration.ofSeconds(841))));
    String all = String.join("\n", told);
    for (String part :
        List.of(
            "portolan.aws.kafka",
            "'kafka-1' is neither the ARN of an MSK cluster",
            "'plain' is none of basic, scram-256, scram-512, tls",
            "kafkaSecret",
            "kafkaCa",
            "has what is no id: subnet-1, vpc-2",
            "'newest' is none of earliest, latest",
            "belong together",
            "timeout is 841 s")) {
      assertTrue(all.contains(part), part + " in " + all);
    }
  }

  @Test
  void whatDoesNotFitTogether() {
    assertTold(Map.of(), "is not set, and the function takes records of Kafka");
    assertTold(Map.of("kafka", "k:1"), "Lambda asks to log in to brokers, or to be in their VPC");
    assertTold(Map.of("kafka", MSK, "kafkaAuth", "tls"), "which is not set");
    assertTold(
        Map.of("kafka", MSK, "kafkaAuth", "basic", "kafkaSecret", SECRET),
        "'basic' is not known to MSK");
    assertTold(Map.of("kafka", MSK, "kafkaCa", SECRET), "kafkaCa");
    assertTold(
        Map.of(
            "kafka", MSK, "kafkaSubnets", "subnet-0a1b2c3d", "kafkaSecurityGroups", "sg-0a1b2c3d"),
        "is for brokers of your own");
  }

  @Test
  void brokersAreAsManyAndAsLongAsLambdaTakes() {
    List<String> ten = IntStream.range(0, 10).mapToObj(i -> "kafka-" + i + ":9092").toList();
    Map<String, String> taken = Map.of("kafkaSecret", SECRET, "kafka", String.join(",", ten));
    assertEquals(List.of(), told(taken, CLICKS));
    for (String bad :
        List.of(
            String.join(",", ten) + ",kafka-10:9092",
            "k.".repeat(148) + "kk:9092",
            "-k:9092",
            "k-.example.com:9092",
            "k..example.com:9092",
            "k.:9092",
            "k:9092,",
            "k:123456")) {
      assertTold(Map.of("kafka", bad, "kafkaSecret", SECRET), "is neither the ARN");
    }
  }

  @Test
  void aSecretIsNamedWhole() {
    for (String bad :
        List.of(
            SECRET.substring(0, SECRET.length() - 7),
            SECRET + "4",
            SECRET.replace("AmazonMSK", "A".repeat(140)))) {
      assertTold(Map.of("kafka", MSK, "kafkaSecret", bad), "is not the whole ARN of a secret");
    }
  }

  @Test
  void whatAProjectSaysOfItsBrokersIsNotSaidOfTheClusterThatAFunctionNames() {
    Map<String, String> project =
        Map.of(
            "kafka", "k:1",
            "kafkaAuth", "basic",
            "kafkaSecret", SECRET,
            "kafkaCa", SECRET,
            "kafkaSubnets", "subnet-0a1b2c3d",
            "kafkaSecurityGroups", "sg-0a1b2c3d");
    FunctionSpec own = CLICKS.withSettings(new TreeMap<>(Map.of("kafka", MSK)));
    assertEquals(List.of(), told(project, own));
    assertEquals(List.of(), KafkaSettings.from(own, Settings.of(project)).access());
    assertEquals(List.of(), told(Map.of("kafka", "k:1", "kafkaAuth", "tls"), own));
    String scram =
        KafkaSettings.from(own, Settings.of(Map.of("kafka", "k:1", "kafkaSecret", SECRET)))
            .access()
            .toString();
    assertEquals("[SASL_SCRAM_512_AUTH " + SECRET + "]", scram);
    FunctionSpec both = CLICKS.withSettings(new TreeMap<>(Map.of("kafka", MSK, "kafkaCa", SECRET)));
    String told = String.join("\n", told(project, both));
    assertTrue(told.contains("is for brokers of your own"), told);
  }

  @Test
  void whatIsWrongOfKafkaIsToldOfFunctionsThatTakeFromItAlone() {
    FunctionSpec other =
        FunctionSpec.of("other", "com.acme.Other", "com.acme.Name", "java.lang.Void", List.of());
    List<String> told = told(Map.of("kafka", "kafka-1", "kafkaSecret", SECRET), CLICKS, other);
    assertEquals(1, told.size(), told.toString());
  }

  @Test
  void twoNamesMayBeTheSameToLambda() {
    FunctionSpec one = of("a", "shop", "eu.clicks");
    FunctionSpec other = of("b", "shop.eu", "clicks");
    String told = String.join("\n", told(Map.of("kafka", MSK), one, other));
    assertTrue(told.contains("to Lambda both are shop.eu.clicks"), told);
    FunctionSpec elsewhere =
        of("b", "shop", "eu.clicks")
            .withSettings(new TreeMap<>(Map.of("kafka", MSK.replace("shop", "other"))));
    told = String.join("\n", told(Map.of("kafka", MSK), one, elsewhere));
    assertTrue(told.contains("in the group shop, as a"), told);
  }

  @Test
  void groupsAndTopicsAreNamedAsLambdaTakesThem() {
    String told = String.join("\n", told(Map.of("kafka", MSK), of("a", "shop#1", "clicks")));
    assertTrue(told.contains("in a group's name"), told);
    for (String bad : List.of(".clicks", "c", "t".repeat(250))) {
      told = String.join("\n", told(Map.of("kafka", MSK), of("a", "", bad)));
      assertTrue(told.contains("takes the topic " + bad), told);
    }
    assertEquals(List.of(), told(Map.of("kafka", MSK), of("a", "shop/1:*", "t".repeat(249))));
  }

  private static void assertTold(Map<String, String> settings, String part) {
    String all = String.join("\n", told(settings, CLICKS));
    assertTrue(all.contains(part), part + " in " + all);
  }

  @Test
  void aGroupIsOneFunctionsAlone() {
    Map<String, String> settings = Map.of("kafka", MSK);
    assertEquals(List.of(), told(settings, clicks("a", "one"), clicks("b", "two")));
    String told = String.join("\n", told(settings, clicks("a", "shop"), clicks("b", "shop")));
    assertTrue(told.contains("in the group shop, as a"), told);
  }

  @Test
  void aGroupsNameIsAsLongAsLambdaTakesItAndStaysApart() {
    String base = "g".repeat(180);
    String one = WantedKafka.group(base, "t".repeat(30) + "1");
    String other = WantedKafka.group(base, "t".repeat(30) + "2");
    assertEquals(200, one.length());
    assertTrue(!one.equals(other), one);
    assertEquals("g.t", WantedKafka.group("g", "t"));
  }
}
