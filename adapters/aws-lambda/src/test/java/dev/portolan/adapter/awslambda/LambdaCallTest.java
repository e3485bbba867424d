package dev.portolan.adapter.awslambda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.portolan.Identity;
import dev.portolan.Trace;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LambdaCallTest {

  @Test
  void leavesHalfASecondForTheAnswer() {
    assertEquals(9_500, remaining(10_000));
    assertEquals(500, remaining(1_000));
    assertEquals(200, remaining(400));
    assertEquals(0, remaining(0));
  }

  private static long remaining(int millis) {
    return new LambdaCall(new FakeContext("id", millis, null), Map.of(), Map.of())
        .remainingMillis();
  }

  @Test
  void knowsCallersThatIamVerified() {
    Identity identity =
        identity(
            "{\"iam\":{\"accessKey\":\"ASIA\",\"accountId\":\"123456789012\",\"callerId\":\"AROA:me\","
                + "\"cognitoIdentity\":null,\"userArn\":\"arn:aws:sts::123456789012:assumed-role/r/me\"}}");
    assertEquals(Identity.Kind.PLATFORM, identity.kind());
    assertEquals("arn:aws:sts::123456789012:assumed-role/r/me", identity.subject());
    assertEquals("123456789012", identity.claims().get("accountId"));
    assertFalse(identity.claims().containsKey("accessKey"));
  }

  @Test
  void knowsCallersWhoseTokenWasVerified() {
    Identity identity =
        identity("{\"jwt\":{\"claims\":{\"sub\":\"ada\",\"iss\":\"https://i\"},\"scopes\":null}}");
    assertEquals(Identity.Kind.TOKEN, identity.kind());
    assertEquals("ada", identity.subject());
    assertEquals("https://i", identity.claims().get("iss"));
  }

  @Test
  void everybodyElseIsNobody() {
    assertNull(identity("{}"));
    assertNull(identity("null"));
    assertNull(identity("{\"lambda\":{\"user\":\"self-declared\"}}"));
    assertNull(identity("{\"iam\":{}}"));
    assertNull(new LambdaCall(FakeContext.of("id"), Map.of(), Map.of()).identity());
  }

  private static Identity identity(String authorizer) {
    String json =
        "{\"version\":\"2.0\",\"requestContext\":{\"http\":{},\"authorizer\":" + authorizer + "}}";
    Map<?, ?> event = (Map<?, ?>) JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
    return new LambdaCall(FakeContext.of("id"), Map.of(), event).identity();
  }

  @Test
  void tracesGoOnFromXray() {
    assertEquals(
        "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01",
        xray("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1"));
    assertEquals(
        "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-00",
        xray(
            "Sampled=0; Parent=53995c3f42cd8ad8; Root=1-5759e988-bd862e3fe1be46a994272793;Lineage=1:a:0"));
    String rootOnly = xray("Root=1-5759e988-bd862e3fe1be46a994272793");
    assertEquals("00-5759e988bd862e3fe1be46a994272793-", rootOnly.substring(0, 36));
    for (String none :
        new String[] {
          "", "Root=1-5759e988", "Root=2-5759e988-bd862e3fe1be46a994272793", "Self=x"
        }) {
      assertNull(LambdaTraces.fromXray(none), none);
    }
    assertNull(LambdaTraces.fromXray(null));
  }

  private static String xray(String header) {
    FakeContext context = new FakeContext("id", 1000, header);
    Trace trace = new LambdaCall(context, Map.of(), Map.of()).trace();
    assertNotNull(trace, header);
    return trace.traceparent();
  }
}
