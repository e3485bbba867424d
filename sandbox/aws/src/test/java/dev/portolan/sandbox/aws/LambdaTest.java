package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.TimeSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.FunctionVersion;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;

/** Lambda's control plane by itself: what it keeps and what it refuses. */
class LambdaTest {
  private final EmbeddedAws aws = EmbeddedAws.inMemory(TimeSource.system());
  private final Sdk sdk = Sdk.inProcess(aws);
  private final LambdaClient lambda = sdk.lambda();
  private String role;
  private SdkBytes zip;

  @BeforeEach
  void role() throws Exception {
    role = Functions.role(sdk, "r");
    zip = Functions.anyZip();
  }

  private CreateFunctionRequest request(Consumer<CreateFunctionRequest.Builder> change) {
    return CreateFunctionRequest.builder()
        .functionName("f")
        .runtime(Runtime.JAVA17)
        .handler("a.B")
        .role(role)
        .code(c -> c.zipFile(zip))
        .applyMutation(change)
        .build();
  }

  private String refusedCreate(String code, Consumer<CreateFunctionRequest.Builder> change) {
    return refused(400, code, () -> lambda.createFunction(request(change)));
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    assertEquals(
        "1 validation error detected: Value '64' at 'memorySize' failed to satisfy constraint:"
            + " Member must have value greater than or equal to 128",
        refusedCreate("ValidationException", f -> f.memorySize(64)));
    refusedCreate("ValidationException", f -> f.memorySize(10241));
    refusedCreate("ValidationException", f -> f.timeout(901));
    refusedCreate("ValidationException", f -> f.timeout(0));
    refusedCreate("ValidationException", f -> f.description("x".repeat(257)));
    refusedCreate("ValidationException", f -> f.functionName("no spaces"));
    refusedCreate("ValidationException", f -> f.handler("no spaces"));
    refusedCreate("ValidationException", f -> f.role("not-an-arn"));
    refusedCreate("ValidationException", f -> f.environment(e -> e.variables(Map.of("1", "x"))));
    refusedCreate("ValidationException", f -> f.architecturesWithStrings("sparc"));
    assertEquals(
        "2 validation errors detected",
        refusedCreate("ValidationException", f -> f.timeout(901).memorySize(1)).split(":")[0]);
    assertTrue(aws.state().at("/regions/us-east-1/lambda/functions").isEmpty());
  }

  @Test
  void refusesWhatMakesNoSense() throws Exception {
    String invalid = "InvalidParameterValueException";
    assertTrue(
        refusedCreate(invalid, f -> f.runtime("java99"))
            .startsWith(
                "Value java99 at 'runtime' failed to satisfy constraint: Member must satisfy"));
    refusedCreate(invalid, f -> f.runtime("java8"));
    assertEquals(
        "The role defined for the function cannot be assumed by Lambda.",
        refusedCreate(invalid, f -> f.role("arn:aws:iam::123456789012:role/nobody")));
    refusedCreate(invalid, f -> f.handler(null));
    refusedCreate(invalid, f -> f.environment(e -> e.variables(Map.of("AWS_REGION", "x"))));
    refusedCreate(invalid, f -> f.environment(e -> e.variables(Map.of("LARGE", "x".repeat(4096)))));
    refusedCreate(invalid, f -> f.code(c -> c.zipFile(SdkBytes.fromUtf8String("not a zip"))));
    refusedCreate(invalid, f -> f.code(c -> c.s3Bucket("nowhere").s3Key("k")));
    refusedCreate(
        invalid,
        f ->
            f.tags(
                java.util.stream.IntStream.range(0, 51)
                    .boxed()
                    .collect(java.util.stream.Collectors.toMap(i -> "k" + i, i -> "v"))));
    refusedCreate(
        invalid, f -> f.runtime(Runtime.JAVA8_AL2).snapStart(s -> s.applyOn("PublishedVersions")));
    refused(
        404,
        "ResourceNotFoundException",
        () -> lambda.getFunctionConfiguration(f -> f.functionName("f")));
  }

  @Test
  void refusesATooLargeEnvironmentAtTheFirstByteOver() {
    // {"A":"…"} measures eight bytes more than its value
    lambda.createFunction(
        request(f -> f.environment(e -> e.variables(Map.of("AA", "x".repeat(4096 - 9))))));
    refusedCreate(
        "InvalidParameterValueException",
        f -> f.functionName("g").environment(e -> e.variables(Map.of("AA", "x".repeat(4096 - 8)))));
  }

  @TestFactory
  Stream<DynamicTest> takesCodeFromABucket() {
    return OnEachTransport.of(
        (client, cloud) -> {
          String ownRole = Functions.role(client, "r");
          client.s3().createBucket(b -> b.bucket("code"));
          client
              .s3()
              .putObject(
                  p -> p.bucket("code").key("a.zip"),
                  software.amazon.awssdk.core.sync.RequestBody.fromBytes(zip.asByteArray()));
          var made =
              client
                  .lambda()
                  .createFunction(
                      f ->
                          f.functionName("f")
                              .runtime(Runtime.JAVA21)
                              .handler("a.B")
                              .role(ownRole)
                              .code(c -> c.s3Bucket("code").s3Key("a.zip")));
          assertEquals(zip.asByteArray().length, made.codeSize());
        });
  }

  @Test
  void takesAPackageOfAFrameworkInTheRequestItself() throws Exception {
    byte[] noise = new byte[16 << 20];
    new Random(7).nextBytes(noise);
    SdkBytes large = Functions.zipOf("lib/app.jar", new String(noise, StandardCharsets.ISO_8859_1));
    var created = lambda.createFunction(request(f -> f.code(c -> c.zipFile(large))));
    assertEquals(large.asByteArrayUnsafe().length, created.codeSize());
  }

  @Test
  void changesTheRevisionWithEachUpdateAndHoldsCallersToIt() throws Exception {
    lambda.createFunction(request(f -> {}));
    String first = lambda.getFunctionConfiguration(f -> f.functionName("f")).revisionId();
    lambda.updateFunctionConfiguration(f -> f.functionName("f").timeout(30).revisionId(first));
    SdkBytes other = Functions.zipOf("lib/app.jar", "other");
    refused(
        412,
        "PreconditionFailedException",
        () -> lambda.updateFunctionCode(f -> f.functionName("f").zipFile(other).revisionId(first)));
    String before = lambda.getFunctionConfiguration(f -> f.functionName("f")).codeSha256();
    lambda.updateFunctionCode(f -> f.functionName("f").zipFile(other).dryRun(true));
    assertEquals(before, lambda.getFunctionConfiguration(f -> f.functionName("f")).codeSha256());
    lambda.updateFunctionCode(f -> f.functionName("f").zipFile(other));
    var after = lambda.getFunctionConfiguration(f -> f.functionName("f"));
    assertNotEquals(before, after.codeSha256());
    assertEquals(30, after.timeout());
  }

  @Test
  void publishesAVersionOnlyWhenSomethingChanged() {
    lambda.createFunction(request(f -> {}));
    var one = lambda.publishVersion(v -> v.functionName("f").description("first"));
    assertEquals("1", one.version());
    assertEquals("first", one.description());
    assertTrue(one.functionArn().endsWith(":f:1"), one.functionArn());
    assertEquals("1", lambda.publishVersion(v -> v.functionName("f")).version());
    refused(
        400,
        "InvalidParameterValueException",
        () -> lambda.publishVersion(v -> v.functionName("f").codeSha256("other")));
    lambda.updateFunctionConfiguration(f -> f.functionName("f").memorySize(256));
    assertEquals("2", lambda.publishVersion(v -> v.functionName("f")).version());
    assertEquals(
        List.of("$LATEST", "1", "2"),
        lambda.listVersionsByFunction(v -> v.functionName("f")).versions().stream()
            .map(v -> v.version())
            .toList());
    assertEquals(
        128, lambda.getFunctionConfiguration(f -> f.functionName("f").qualifier("1")).memorySize());
  }

  @Test
  void movesAliases() {
    lambda.createFunction(request(f -> f.publish(true)));
    refused(
        404,
        "ResourceNotFoundException",
        () -> lambda.createAlias(a -> a.functionName("f").name("live").functionVersion("7")));
    var alias = lambda.createAlias(a -> a.functionName("f").name("live").functionVersion("1"));
    assertTrue(
        refused(
                409,
                "ResourceConflictException",
                () ->
                    lambda.createAlias(a -> a.functionName("f").name("live").functionVersion("1")))
            .startsWith("Alias already exists: arn:aws:lambda:"));
    refused(
        400,
        "ValidationException",
        () -> lambda.createAlias(a -> a.functionName("f").name("12").functionVersion("1")));
    lambda.updateFunctionConfiguration(f -> f.functionName("f").memorySize(256));
    lambda.publishVersion(v -> v.functionName("f"));
    lambda.updateAlias(
        a ->
            a.functionName("f")
                .name("live")
                .functionVersion("2")
                .revisionId(alias.revisionId())
                .routingConfig(r -> r.additionalVersionWeights(Map.of("1", 0.25))));
    refused(
        412,
        "PreconditionFailedException",
        () ->
            lambda.updateAlias(
                a -> a.functionName("f").name("live").revisionId(alias.revisionId())));
    refused(
        409,
        "ResourceConflictException",
        () -> lambda.deleteFunction(f -> f.functionName("f").qualifier("1")));
    assertEquals(
        Map.of("1", 0.25),
        lambda
            .getAlias(a -> a.functionName("f").name("live"))
            .routingConfig()
            .additionalVersionWeights());
    lambda.deleteAlias(a -> a.functionName("f").name("live"));
    lambda.deleteFunction(f -> f.functionName("f").qualifier("1"));
    refused(
        404,
        "ResourceNotFoundException",
        () -> lambda.getAlias(a -> a.functionName("f").name("live")));
  }

  @Test
  void keepsPermissionsByStatement() {
    lambda.createFunction(request(f -> f.publish(true)));
    lambda.addPermission(
        p ->
            p.functionName("f")
                .qualifier("1")
                .statementId("s")
                .action("lambda:InvokeFunction")
                .principal("apigateway.amazonaws.com"));
    assertEquals(
        "The statement id (s) provided already exists. Please provide a new statement id, or remove"
            + " the existing statement.",
        refused(
            409,
            "ResourceConflictException",
            () ->
                lambda.addPermission(
                    p ->
                        p.functionName("f")
                            .qualifier("1")
                            .statementId("s")
                            .action("lambda:InvokeFunction")
                            .principal("*"))));
    refused(
        400,
        "InvalidParameterValueException",
        () ->
            lambda.addPermission(
                p ->
                    p.functionName("f")
                        .statementId("t")
                        .action("lambda:InvokeFunction")
                        .principal("nobody")));
    refused(
        400,
        "InvalidParameterValueException",
        () ->
            lambda.addPermission(
                p ->
                    p.functionName("f")
                        .statementId("t")
                        .action("lambda:InvokeFunction")
                        .functionUrlAuthType(FunctionUrlAuthType.NONE)
                        .principal("*")));
    refused(404, "ResourceNotFoundException", () -> lambda.getPolicy(p -> p.functionName("f")));
    refused(
        404,
        "ResourceNotFoundException",
        () ->
            lambda.removePermission(p -> p.functionName("f").qualifier("1").statementId("other")));
    lambda.removePermission(p -> p.functionName("f").qualifier("1").statementId("s"));
    refused(
        404,
        "ResourceNotFoundException",
        () -> lambda.getPolicy(p -> p.functionName("f").qualifier("1")));
  }

  @Test
  void lendsConcurrencyButKeepsAHundred() {
    lambda.createFunction(request(f -> {}));
    lambda.putFunctionConcurrency(c -> c.functionName("f").reservedConcurrentExecutions(900));
    assertEquals(
        100, lambda.getAccountSettings(s -> {}).accountLimit().unreservedConcurrentExecutions());
    assertEquals(
        "Specified ReservedConcurrentExecutions for function decreases account's"
            + " UnreservedConcurrentExecution below its minimum value of [100].",
        refused(
            400,
            "InvalidParameterValueException",
            () ->
                lambda.putFunctionConcurrency(
                    c -> c.functionName("f").reservedConcurrentExecutions(901))));
    lambda.deleteFunctionConcurrency(c -> c.functionName("f"));
    assertEquals(
        null,
        lambda.getFunctionConcurrency(c -> c.functionName("f")).reservedConcurrentExecutions());
  }

  @Test
  void takesSnapshotsOfVersionsOnly() {
    lambda.createFunction(request(f -> f.snapStart(s -> s.applyOn("PublishedVersions"))));
    assertEquals(
        SnapStartOptimizationStatus.OFF,
        lambda.getFunctionConfiguration(f -> f.functionName("f")).snapStart().optimizationStatus());
    assertEquals(
        SnapStartOptimizationStatus.ON,
        lambda.publishVersion(v -> v.functionName("f")).snapStart().optimizationStatus());
    assertEquals("1", lambda.publishVersion(v -> v.functionName("f")).version());
  }

  @Test
  void listsInPages() {
    for (int i = 0; i < 5; i++) {
      int number = i;
      lambda.createFunction(request(f -> f.functionName("f" + number)));
    }
    assertEquals(5, lambda.listFunctionsPaginator(l -> l.maxItems(2)).functions().stream().count());
    assertEquals(
        5,
        lambda
            .listFunctionsPaginator(l -> l.maxItems(2).functionVersion(FunctionVersion.ALL))
            .functions()
            .stream()
            .count());
  }

  @Test
  void tellsAFunctionThatIsThere() {
    lambda.createFunction(request(f -> {}));
    assertEquals(
        "Function already exist: f",
        refused(409, "ResourceConflictException", () -> lambda.createFunction(request(f -> {}))));
    assertThrows(
        software.amazon.awssdk.services.lambda.model.ResourceConflictException.class,
        () -> lambda.createFunction(request(f -> {})));
  }
}
