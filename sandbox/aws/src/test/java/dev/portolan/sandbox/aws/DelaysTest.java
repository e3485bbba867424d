package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.portolan.sandbox.aws.lambda.AsyncFailure;
import dev.portolan.sandbox.aws.lambda.Timings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.State;

/** What takes time, on a clock that passes only when asked to. */
class DelaysTest {
  private final FakeTime time = new FakeTime();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final LambdaClient lambda = sdk.lambda();

  private void create(String role) throws Exception {
    SdkBytes zip = Functions.anyZip();
    lambda.createFunction(
        f ->
            f.functionName("f")
                .runtime(Runtime.JAVA17)
                .handler("a.B")
                .role(role)
                .code(c -> c.zipFile(zip)));
  }

  @Test
  void aRoleIsAssumableOnlyAfterAWhile() throws Exception {
    aws.setTimings(Timings.instant().withRolePropagation(Duration.ofSeconds(8)));
    String role = Functions.role(sdk, "r");
    time.sleep(Duration.ofSeconds(7));
    refused(400, "InvalidParameterValueException", () -> create(role));
    time.sleep(Duration.ofSeconds(1));
    create(role);
  }

  @Test
  void aFunctionIsPendingThenActiveThenInProgress() throws Exception {
    aws.setTimings(Timings.lifelike().withRolePropagation(Duration.ZERO));
    create(Functions.role(sdk, "r"));
    var pending = lambda.getFunctionConfiguration(f -> f.functionName("f"));
    assertEquals(State.PENDING, pending.state());
    refused(
        409,
        "ResourceConflictException",
        () -> lambda.updateFunctionConfiguration(f -> f.functionName("f").timeout(5)));
    refused(409, "ResourceConflictException", () -> lambda.invoke(f -> f.functionName("f")));
    time.sleep(Duration.ofSeconds(3));
    var active = lambda.getFunctionConfiguration(f -> f.functionName("f"));
    assertEquals(State.ACTIVE, active.state());
    assertEquals(LastUpdateStatus.SUCCESSFUL, active.lastUpdateStatus());
    assertNotEquals(pending.revisionId(), active.revisionId());
    lambda.updateFunctionConfiguration(f -> f.functionName("f").timeout(5));
    assertEquals(
        LastUpdateStatus.IN_PROGRESS,
        lambda.getFunctionConfiguration(f -> f.functionName("f")).lastUpdateStatus());
    assertEquals(
        "The operation cannot be performed at this time. An update is in progress for resource:"
            + " arn:aws:lambda:us-east-1:123456789012:function:f",
        refused(
            409,
            "ResourceConflictException",
            () -> lambda.updateFunctionConfiguration(f -> f.functionName("f").timeout(6))));
    time.sleep(Duration.ofSeconds(2));
    assertEquals(
        LastUpdateStatus.SUCCESSFUL,
        lambda.getFunctionConfiguration(f -> f.functionName("f")).lastUpdateStatus());
  }

  @Test
  void whatWasAcceptedMayStillFail() throws Exception {
    String role = Functions.role(sdk, "r");
    aws.failNext(new AsyncFailure("InternalError", "it broke"));
    create(role);
    var failed = lambda.getFunctionConfiguration(f -> f.functionName("f"));
    assertEquals(State.FAILED, failed.state());
    assertEquals("InternalError", failed.stateReasonCodeAsString());
    refused(409, "ResourceConflictException", () -> lambda.invoke(f -> f.functionName("f")));
    lambda.deleteFunction(f -> f.functionName("f"));
    create(role);
    aws.failNext(new AsyncFailure("InvalidZipFileException", "it broke"));
    lambda.updateFunctionConfiguration(f -> f.functionName("f").timeout(9));
    var updated = lambda.getFunctionConfiguration(f -> f.functionName("f"));
    assertEquals(State.ACTIVE, updated.state());
    assertEquals(LastUpdateStatus.FAILED, updated.lastUpdateStatus());
    lambda.updateFunctionConfiguration(f -> f.functionName("f").timeout(9));
    assertEquals(
        LastUpdateStatus.SUCCESSFUL,
        lambda.getFunctionConfiguration(f -> f.functionName("f")).lastUpdateStatus());
  }

  @Test
  void noAliasCanPointAtAVersionWhoseSnapshotFailed() throws Exception {
    create(Functions.role(sdk, "r"));
    aws.failNext(new AsyncFailure("FunctionError", "the snapshot could not be taken"));
    lambda.publishVersion(v -> v.functionName("f"));
    assertEquals(
        State.FAILED,
        lambda.getFunctionConfiguration(f -> f.functionName("f").qualifier("1")).state());
    refused(
        409,
        "ResourceConflictException",
        () -> lambda.createAlias(a -> a.functionName("f").name("live").functionVersion("1")));
    lambda.updateFunctionConfiguration(f -> f.functionName("f").timeout(9));
    lambda.publishVersion(v -> v.functionName("f"));
    lambda.createAlias(a -> a.functionName("f").name("live").functionVersion("2"));
  }
}
