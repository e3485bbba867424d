package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.CallRecord;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Tag;

/** Faults strike where the plan says, and nowhere else. */
class FaultsTest {
  private final EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system());
  private final Sdk sdk = Sdk.inProcess(aws);
  private final IamClient iam = sdk.iam();

  private void create(String name) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(Functions.TRUST));
  }

  private boolean there(String name) {
    return aws.state().at("/iam/roles").has(name);
  }

  @Test
  void aKilledCallerHasDoneWhatItsPhaseSaysAndCanDoNoMore() {
    for (Phase phase : Phase.values()) {
      aws.faults().clear();
      aws.calls().clear();
      aws.faults().at(1, phase, Fault.kill());
      if (phase == Phase.AFTER_RESPONSE) {
        create(phase.name());
      } else {
        assertThrows(CallerKilledError.class, () -> create(phase.name()));
      }
      assertThrows(CallerKilledError.class, () -> create("later"));
      assertEquals(phase != Phase.BEFORE_SEND, there(phase.name()), phase.name());
      assertFalse(there("later"));
      aws.faults().revive();
      iam.listRoles();
    }
  }

  @TestFactory
  Stream<DynamicTest> aDroppedAnswerLeavesWhatWasCommitted() {
    return OnEachTransport.of(
        (client, cloud) -> {
          cloud
              .faults()
              .on("apigateway", "CreateApi", Phase.AFTER_COMMIT, Fault.drop(), 1)
              .on("apigateway", "CreateApi", Phase.BEFORE_SEND, Fault.of(Fault.Kind.RESET), 1);
          for (int i = 0; i < 2; i++) {
            assertThrows(
                SdkClientException.class,
                () -> client.gateway().createApi(a -> a.name("x").protocolType(ProtocolType.HTTP)));
          }
          assertEquals(1, client.gateway().getApis(a -> {}).items().size());
          assertEquals(0, cloud.faults().unspent());
        });
  }

  @TestFactory
  Stream<DynamicTest> refusalsAreWordedByTheService() {
    return OnEachTransport.of(
        (client, cloud) -> {
          cloud.faults().when(point -> point.phase() == Phase.BEFORE_SEND, Fault.throttle(), 3);
          refused(429, "TooManyRequestsException", () -> client.lambda().listFunctions());
          refused(400, "Throttling", () -> client.iam().listRoles());
          refused(503, "SlowDown", () -> client.s3().listBuckets());
          cloud
              .faults()
              .when(
                  point -> point.phase() == Phase.BEFORE_SEND, Fault.of(Fault.Kind.IN_PROGRESS), 2);
          refused(
              409,
              "ResourceConflictException",
              () -> client.lambda().deleteFunction(f -> f.functionName("f")));
          refused(409, "ConflictException", () -> client.gateway().deleteApi(a -> a.apiId("x")));
          cloud
              .faults()
              .when(
                  point -> point.phase() == Phase.BEFORE_SEND,
                  Fault.of(Fault.Kind.EXPIRED_CREDENTIALS),
                  2);
          refused(403, "ExpiredTokenException", () -> client.lambda().listFunctions());
          refused(403, "ExpiredToken", () -> client.iam().listRoles());
          cloud
              .faults()
              .on("iam", "ListRoles", Phase.AFTER_COMMIT, Fault.of(Fault.Kind.SERVER_ERROR), 1);
          refused(500, "ServiceFailure", () -> client.iam().listRoles());
        });
  }

  @Test
  void staleReadsSeeTheStateBeforeTheLastChange() {
    create("a");
    aws.faults().on("iam", "CreateRole", Phase.AFTER_COMMIT, Fault.staleReads(2), 1);
    create("b");
    refused(404, "NoSuchEntity", () -> iam.getRole(r -> r.roleName("b")));
    iam.getRole(r -> r.roleName("a"));
    iam.getRole(r -> r.roleName("b"));
  }

  @Test
  void aStrangerActsFirst() {
    aws.faults().on("iam", "CreateRole", Phase.BEFORE_SEND, Fault.stranger(() -> create("a")), 1);
    refused(409, "EntityAlreadyExists", () -> create("a"));
  }

  @Test
  void countsReadsMutationsAndPolls() {
    create("a");
    iam.getRole(r -> r.roleName("a"));
    iam.getRole(r -> r.roleName("a"));
    iam.tagRole(r -> r.roleName("a").tags(List.of(Tag.builder().key("k").value("v").build())));
    iam.getRole(r -> r.roleName("a"));
    assertEquals(
        List.of(Access.MUTATION, Access.READ, Access.POLL, Access.MUTATION, Access.READ),
        aws.calls().calls().stream().map(CallRecord::access).toList());
    assertEquals(
        Map.of("status", 200, "number", 5),
        Map.of(
            "status", aws.calls().calls().get(4).status(),
            "number", aws.calls().calls().get(4).number()));
  }

  @Test
  void holdsTheCallersClockToItsOwn() {
    aws.setSigningClock(InstantSource.offset(InstantSource.system(), Duration.ofMinutes(10)));
    refused(403, "InvalidSignatureException", () -> sdk.lambda().listFunctions());
    refused(403, "SignatureDoesNotMatch", () -> sdk.sts().getCallerIdentity());
    refused(403, "SignatureDoesNotMatch", () -> sdk.iam().listRoles());
    aws.setSigningClock(InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-10)));
    refused(403, "InvalidSignatureException", () -> sdk.lambda().listFunctions());
    aws.setSigningClock(InstantSource.system());
    sdk.lambda().listFunctions();
  }

  @Test
  void wantsTheHostSigned() throws Exception {
    String authorization =
        "AWS4-HMAC-SHA256 Credential="
            + EmbeddedAws.ACCESS_KEY_ID
            + "/20300101/us-east-1/lambda/aws4_request, SignedHeaders=x-amz-date, Signature=0";
    WireRequest request =
        new WireRequest(
            "GET",
            "/2015-03-31/functions",
            "",
            WireHeaders.of("Authorization", authorization).with("X-Amz-Date", "20300101T000000Z"),
            new byte[0]);
    assertTrue(aws.handle(request).text().contains("must be a 'SignedHeader'"));
  }
}
