package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class SecretsManagerCallsTest {
  private static final String ID = "a".repeat(32);

  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private ToldAws server;

  @BeforeEach
  void open() throws IOException {
    server = ToldAws.start(this::answer);
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_ENDPOINT_URL", server.url());
    environment.put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "key");
    environment.put("AWS_SESSION_TOKEN", "session");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ToldAws.Told answer(ToldAws.Asked asked) {
    requests.add(
        asked.method()
            + " "
            + asked.uri()
            + " "
            + asked.header("X-Amz-Target")
            + " "
            + asked.header("Authorization")
            + " "
            + asked.body());
    return ToldAws.Told.of(answers.remove());
  }

  @Test
  void fetchesTheCurrentVersionSigned() throws Exception {
    answers.add("200 {\"Name\":\"prod/db\",\"SecretString\":\"hunter2\"}");
    assertEquals("hunter2", value("prod/db", ""));
    String request = requests.get(0);
    assertTrue(
        request.startsWith("POST / secretsmanager.GetSecretValue AWS4-HMAC-SHA256 "), request);
    assertTrue(request.contains("/eu-west-1/secretsmanager/aws4_request"), request);
    assertTrue(
        request.contains(
            "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target"),
        request);
    assertTrue(request.endsWith(" {\"SecretId\":\"prod/db\"}"), request);
  }

  @Test
  void fetchesAVersionByIdOrByLabel() throws Exception {
    answers.add("200 {\"SecretString\":\"a\"}");
    answers.add("200 {\"SecretBinary\":\"AQI=\"}");
    assertEquals("a", value("db", ID));
    assertEquals("AQI=", value("db", "AWSPREVIOUS"));
    assertTrue(requests.get(0).endsWith("{\"SecretId\":\"db\",\"VersionId\":\"" + ID + "\"}"));
    assertTrue(requests.get(1).endsWith("{\"SecretId\":\"db\",\"VersionStage\":\"AWSPREVIOUS\"}"));
  }

  @Test
  void anArnNamesItsOwnRegion() throws Exception {
    answers.add("200 {\"SecretString\":\"a\"}");
    value("arn:aws:secretsmanager:us-west-2:123456789012:secret:db-AbCdEf", "");
    assertTrue(requests.get(0).contains("/us-west-2/secretsmanager/"), requests.get(0));
  }

  @Test
  void saysWhyThereIsNoValue() {
    answers.add("400 {\"__type\":\"ResourceNotFoundException\",\"Message\":\"no such secret\"}");
    IOException failure = assertThrows(IOException.class, () -> value("db", ""));
    assertEquals(
        "AWS Secrets Manager answered 400 ResourceNotFoundException: no such secret",
        failure.getMessage());
    assertEquals(1, requests.size());
  }

  @Test
  void saysWhatAnswersThatIsNotTheService() {
    answers.add("403 <html>hunter2</html>");
    IOException refused = assertThrows(IOException.class, () -> value("db", ""));
    assertEquals("AWS Secrets Manager answered 403 and no JSON", refused.getMessage());
    answers.add("200 \"hunter2\"");
    IOException text = assertThrows(IOException.class, () -> value("db", ""));
    assertEquals("AWS Secrets Manager answered 200 and no JSON", text.getMessage());
    answers.add("200 {\"Name\":\"db\"}");
    IOException empty = assertThrows(IOException.class, () -> value("db", ""));
    assertEquals("AWS Secrets Manager answered 200 without a value", empty.getMessage());
  }

  @Test
  void doesNotTryAgainWhenTheTimeIsUp() {
    answers.addAll(List.of("500 {}", "500 {}", "500 {}"));
    Thread.currentThread().interrupt();
    assertThrows(IOException.class, () -> value("db", ""));
    assertTrue(Thread.interrupted());
    assertEquals(1, requests.size());
  }

  @Test
  void triesAgainWhenTheServiceFails() throws Exception {
    answers.addAll(List.of("500 {}", "503 {}", "200 {\"SecretString\":\"a\"}"));
    assertEquals("a", value("db", ""));
    answers.addAll(List.of("500 {}", "500 {}", "500 {}"));
    assertThrows(IOException.class, () -> value("db", ""));
    assertEquals(6, requests.size());
  }

  /** Under SnapStart the keys are not in the environment. */
  @Test
  void fetchesTheKeysWhereTheRuntimeKeepsThem() throws Exception {
    environment.keySet().removeIf(name -> name.contains("KEY") || name.contains("SESSION"));
    environment.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", environment.get("AWS_ENDPOINT_URL") + "/keys");
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "token");
    answers.add("200 {\"AccessKeyId\":\"AK2\",\"SecretAccessKey\":\"s\",\"Token\":\"t\"}");
    answers.add("200 {\"SecretString\":\"a\"}");
    assertEquals("a", value("db", ""));
    assertTrue(requests.get(0).startsWith("GET /keys null token"), requests.get(0));
    assertTrue(requests.get(1).contains("Credential=AK2/"), requests.get(1));
  }

  @Test
  void whatIsNoKeysIsSaidWithoutRepeatingIt() {
    environment.keySet().removeIf(name -> name.contains("KEY") || name.contains("SESSION"));
    environment.put(
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", environment.get("AWS_ENDPOINT_URL") + "/keys");
    answers.addAll(List.of("200 hunter2", "200 [1]", "200 {\"AccessKeyId\":1}"));
    IOException failure = assertThrows(IOException.class, () -> value("db", ""));
    assertEquals("no credentials of the role: the answer is none of them", failure.getMessage());
  }

  @Test
  void triesAgainWhenTooMuchWasAsked() throws Exception {
    answers.add("400 {\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}");
    answers.add("200 {\"SecretString\":\"a\"}");
    assertEquals("a", value("db", ""));
  }

  @Test
  void plainHttpIsForLoopbackOnly() {
    environment.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://192.0.2.1:80");
    IOException failure = assertThrows(IOException.class, () -> value("db", ""));
    assertTrue(failure.getMessage().contains("loopback"), failure.getMessage());
    assertTrue(requests.isEmpty());
  }

  @Test
  void keysAreNotPrinted() throws IOException {
    assertFalse(Credentials.of(environment, 1).toString().contains("key"));
  }

  private String value(String name, String version) throws Exception {
    return new SecretsManagerCalls(environment).value(name, version);
  }
}
