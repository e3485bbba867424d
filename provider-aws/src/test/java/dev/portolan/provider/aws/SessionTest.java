package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who we are and where is settled before anything else, and told clearly where it is not. */
class SessionTest {
  private final EmbeddedAws aws = EmbeddedAws.inMemory(new VirtualTime());
  private final Ledger ledger = new Ledger(Calls.ONCE, new VirtualTime());

  @AfterEach
  void close() {
    aws.close();
  }

  @Test
  void tellsAccountRegionAndIdentityWithOneCall() throws Exception {
    try (Session session = session(Map.of(), Map.of())) {
      assertEquals(EmbeddedAws.ACCOUNT, session.target().account());
      assertEquals(EmbeddedAws.REGION, session.target().region());
      assertTrue(session.target().identity().startsWith("arn:aws:"));
      assertEquals("aws", session.place(Samples.OWNER).partition());
      assertEquals(1, aws.calls().calls().size());
    }
  }

  @Test
  void anotherAccountThanTheOneAllowedIsRefused() throws Exception {
    try (Session session = session(Map.of("account", "999999999999"), Map.of())) {
      DeployException refused = assertThrows(DeployException.class, session::target);
      assertEquals(DeployException.Kind.INVALID_CONFIGURATION, refused.kind());
      assertTrue(refused.getMessage().contains("999999999999"), refused.getMessage());
      assertTrue(refused.getMessage().contains(EmbeddedAws.ACCOUNT), refused.getMessage());
    }
  }

  @Test
  void withoutARegionNothingIsCalled() {
    Map<String, String> nowhere = Map.of("region", "", "profile", "portolan-no-such-profile");
    try (Session session = session(nowhere, Map.of())) {
      DeployException refused = assertThrows(DeployException.class, session::target);
      assertTrue(refused.getMessage().contains("no AWS region"), refused.getMessage());
      assertTrue(refused.hint().contains("portolan.aws.region"), refused.hint());
      assertEquals(0, aws.calls().calls().size());
    }
  }

  @Test
  void theRegionMayComeFromTheEnvironment() throws Exception {
    try (Session session = session(Map.of("region", ""), Map.of("AWS_REGION", "us-east-1"))) {
      assertEquals("us-east-1", session.target().region());
    }
  }

  @Test
  void withoutCredentialsNothingIsCalled() {
    Map<String, String> nobody =
        Map.of("accessKeyId", "", "secretAccessKey", "", "profile", "portolan-no-such-profile");
    System.setProperty("aws.disableEc2Metadata", "true");
    try (Session session = session(nobody, Map.of())) {
      DeployException refused = assertThrows(DeployException.class, session::target);
      assertEquals(DeployException.Kind.UNAUTHENTICATED, refused.kind());
      assertTrue(refused.hint().contains("AWS_ACCESS_KEY_ID"), refused.hint());
      assertEquals(0, aws.calls().calls().size());
    } finally {
      System.clearProperty("aws.disableEc2Metadata");
    }
  }

  private Session session(Map<String, String> settings, Map<String, String> environment) {
    Settings all = Clouds.settings("http://127.0.0.1:1").with(new TreeMap<>(settings));
    return new Session(
        AwsSettings.from(all), environment, timeouts -> new InProcessHttpClient(aws), ledger);
  }
}
