package dev.portolan.sandbox.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.dynamodb.DynamoDb;
import dev.portolan.sandbox.aws.eventbridge.EventBridge;
import dev.portolan.sandbox.aws.gateway.Gateway;
import dev.portolan.sandbox.aws.iam.Iam;
import dev.portolan.sandbox.aws.iam.Sts;
import dev.portolan.sandbox.aws.lambda.AsyncCalls;
import dev.portolan.sandbox.aws.lambda.Lambda;
import dev.portolan.sandbox.aws.lambda.LambdaWorld;
import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.logs.LogStore;
import dev.portolan.sandbox.aws.logs.Logs;
import dev.portolan.sandbox.aws.protocol.Service;
import dev.portolan.sandbox.aws.runtime.Doors;
import dev.portolan.sandbox.aws.runtime.EchoDataPlane;
import dev.portolan.sandbox.aws.s3.S3;
import dev.portolan.sandbox.aws.scheduler.Scheduler;
import dev.portolan.sandbox.aws.secrets.Secrets;
import dev.portolan.sandbox.aws.sns.Sns;
import dev.portolan.sandbox.aws.sqs.Sqs;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationsTest {
  static Stream<Service> services() {
    BlobStore blobs = BlobStore.inMemory();
    LambdaWorld world =
        new LambdaWorld(
            Timings::instant,
            new AtomicReference<>(),
            blobs,
            new EchoDataPlane(),
            new AsyncCalls(StateStore.inMemory(), new EchoDataPlane(), new FakeTime()),
            Doors.unopened());
    return Stream.of(
        new Lambda(world),
        new Iam(),
        new Sts(),
        new Gateway(Doors.unopened()),
        new S3(blobs, (bucket, function, payload) -> {}),
        new Secrets(),
        new Logs(LogStore.inMemory()),
        new Scheduler(Timings::instant),
        new Sns((topic, function, payload) -> {}),
        new EventBridge(due -> {}),
        new Sqs(),
        new DynamoDb(() -> Duration.ZERO));
  }

  @Test
  void eachRefusalTellsHowWellItIsKnown() {
    String table = ErrorTable.markdown();
    assertTrue(
        table.contains(
            "| ResourceConflictException | 409 | Function already exist: %s | RECORDED |"),
        table);
    assertTrue(
        table.lines().skip(2).allMatch(row -> row.matches(".*(RECORDED|DOC|ISSUE|ASSUMED) \\|")));
  }

  @ParameterizedTest
  @MethodSource("services")
  void eachOperationThatIsOfferedIsThere(Service service) {
    Set<String> missing = new TreeSet<>(service.operations().names());
    missing.removeAll(service.actions().keySet());
    assertEquals(Set.of(), missing);
  }
}
