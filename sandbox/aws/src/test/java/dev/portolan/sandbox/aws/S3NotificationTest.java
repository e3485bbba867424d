package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.EventBridgeConfiguration;
import software.amazon.awssdk.services.s3.model.FilterRule;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.LambdaFunctionConfiguration;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;

/** Whom a bucket tells of its objects, and how. */
class S3NotificationTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:audit";

  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(new FakeTime(), functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final S3Client s3 = sdk.s3();

  @BeforeEach
  void bucketAndFunction() throws Exception {
    s3.createBucket(b -> b.bucket("photos"));
    String role = Functions.role(sdk, "r");
    var zip = Functions.anyZip();
    sdk.lambda()
        .createFunction(
            f ->
                f.functionName("f")
                    .runtime(Runtime.JAVA17)
                    .handler("a.B")
                    .role(role)
                    .code(c -> c.zipFile(zip)));
  }

  private void permit(String account) {
    sdk.lambda()
        .addPermission(
            p ->
                p.functionName("f")
                    .statementId("s" + account)
                    .action("lambda:InvokeFunction")
                    .principal("s3.amazonaws.com")
                    .sourceArn("arn:aws:s3:::photos")
                    .sourceAccount(account));
  }

  private static LambdaFunctionConfiguration entry(String id, String event, String... filter) {
    return LambdaFunctionConfiguration.builder()
        .id(id)
        .lambdaFunctionArn(FUNCTION)
        .eventsWithStrings(event)
        .filter(
            f ->
                f.key(
                    k ->
                        k.filterRules(
                            rule("prefix", filter.length > 0 ? filter[0] : ""),
                            rule("suffix", filter.length > 1 ? filter[1] : ""))))
        .build();
  }

  private static FilterRule rule(String name, String value) {
    return FilterRule.builder().name(name).value(value).build();
  }

  private void put(LambdaFunctionConfiguration... entries) {
    s3.putBucketNotificationConfiguration(
        p -> p.bucket("photos").notificationConfiguration(c -> lambdas(c, entries)));
  }

  private static void lambdas(
      NotificationConfiguration.Builder document, LambdaFunctionConfiguration... entries) {
    document.lambdaFunctionConfigurations(entries);
  }

  private GetBucketNotificationConfigurationResponse held() {
    return s3.getBucketNotificationConfiguration(g -> g.bucket("photos"));
  }

  @Test
  void theWholeDocumentIsReplacedAndGivenBack() {
    permit(EmbeddedAws.ACCOUNT);
    assertEquals(List.of(), held().lambdaFunctionConfigurations());
    s3.putBucketNotificationConfiguration(
        p ->
            p.bucket("photos")
                .notificationConfiguration(
                    c ->
                        c.eventBridgeConfiguration(EventBridgeConfiguration.builder().build())
                            .queueConfigurations(
                                QueueConfiguration.builder()
                                    .queueArn(QUEUE)
                                    .eventsWithStrings("s3:ObjectRemoved:Delete")
                                    .build())
                            .lambdaFunctionConfigurations(
                                entry("a", "s3:ObjectCreated:*", "in/", ".jpg"))));
    assertTrue(held().eventBridgeConfiguration() != null);
    assertEquals(QUEUE, held().queueConfigurations().get(0).queueArn());
    assertFalse(held().queueConfigurations().get(0).id().isEmpty());
    LambdaFunctionConfiguration told = held().lambdaFunctionConfigurations().get(0);
    assertEquals("a", told.id());
    assertEquals(List.of("s3:ObjectCreated:*"), told.eventsAsStrings());
    Map<String, String> rules = new java.util.TreeMap<>();
    told.filter().key().filterRules().forEach(r -> rules.put(r.nameAsString(), r.value()));
    assertEquals(Map.of("Prefix", "in/", "Suffix", ".jpg"), rules);
    s3.putBucketNotificationConfiguration(
        p -> p.bucket("photos").notificationConfiguration(c -> lambdas(c)));
    assertEquals(null, held().eventBridgeConfiguration());
    assertEquals(List.of(), held().queueConfigurations());
  }

  @Test
  void whatS3DoesNotTakeIsRefused() {
    refused(400, "InvalidArgument", () -> put(entry("a", "s3:ObjectCreated:*")));
    permit("999999999999");
    refused(400, "InvalidArgument", () -> put(entry("a", "s3:ObjectCreated:*")));
    permit(EmbeddedAws.ACCOUNT);
    put(entry("a", "s3:ObjectCreated:*"));
    refused(400, "InvalidArgument", () -> put(entry("a", "s3:ObjectStored:*")));
    refused(400, "InvalidArgument", () -> put(entry("a", "s3:ObjectCreated:Putt")));
    refused(
        400,
        "InvalidArgument",
        () -> put(entry("a", "s3:ObjectCreated:*"), entry("b", "s3:ObjectCreated:Put", "in/")));
    refused(
        400,
        "InvalidArgument",
        () -> put(entry("a", "s3:ObjectCreated:*", "a"), entry("a", "s3:ObjectCreated:*", "b")));
    put(
        entry("a", "s3:ObjectCreated:*", "", ".jpg"),
        entry("b", "s3:ObjectCreated:*", "", ".png"),
        entry("c", "s3:ObjectRemoved:*"));
    LambdaFunctionConfiguration elsewhere =
        entry("d", "s3:ObjectRemoved:*").toBuilder()
            .lambdaFunctionArn(FUNCTION.replace("us-east-1", "eu-west-1"))
            .build();
    refused(400, "InvalidArgument", () -> put(elsewhere));
    LambdaFunctionConfiguration gone =
        entry("d", "s3:ObjectRemoved:*").toBuilder().lambdaFunctionArn(FUNCTION + "2").build();
    refused(400, "InvalidArgument", () -> put(gone));
    s3.putBucketNotificationConfiguration(
        p ->
            p.bucket("photos")
                .skipDestinationValidation(true)
                .notificationConfiguration(c -> lambdas(c, gone)));
    assertEquals("d", held().lambdaFunctionConfigurations().get(0).id());
  }

  @Test
  void anObjectIsToldInS3sOwnEnvelopeOnceItMayBe() throws Exception {
    permit(EmbeddedAws.ACCOUNT);
    put(entry("a", "s3:ObjectCreated:*", "", ".jpg"), entry("b", "s3:ObjectRemoved:*"));
    assertEquals(List.of(), functions.heard(), "no test event comes to a function");
    s3.putObject(
        p -> p.bucket("photos").key("in/a b+\u00e4.jpg"), RequestBody.fromString("picture"));
    s3.putObject(p -> p.bucket("photos").key("in/a.txt"), RequestBody.fromString("text"));
    List<String> heard = functions.heard();
    assertEquals(1, heard.size(), heard.toString());
    JsonNode record = record(heard.get(0));
    assertEquals("aws:s3", record.path("eventSource").asText());
    assertEquals("us-east-1", record.path("awsRegion").asText());
    assertEquals("ObjectCreated:Put", record.path("eventName").asText());
    assertEquals("a", record.at("/s3/configurationId").asText());
    assertEquals("photos", record.at("/s3/bucket/name").asText());
    assertEquals("arn:aws:s3:::photos", record.at("/s3/bucket/arn").asText());
    assertEquals("in/a+b%2B%C3%A4.jpg", record.at("/s3/object/key").asText());
    assertEquals(7, record.at("/s3/object/size").asInt());
    assertTrue(record.at("/s3/object/eTag").asText().matches("[0-9a-f]{32}"), heard.get(0));
    assertTrue(record.at("/s3/object/sequencer").asText().matches("[0-9A-F]{18}"), heard.get(0));
    s3.deleteObject(d -> d.bucket("photos").key("in/a.txt"));
    s3.deleteObject(d -> d.bucket("photos").key("in/a.txt"));
    heard = functions.heard();
    assertEquals(1, heard.size(), heard.toString());
    record = record(heard.get(0));
    assertEquals("ObjectRemoved:Delete", record.path("eventName").asText());
    assertTrue(record.at("/s3/object/size").isMissingNode(), heard.get(0));
    functions.fail().fail().fail().fail();
    s3.putObject(p -> p.bucket("photos").key("b.jpg"), RequestBody.fromString("poison"));
    assertEquals(3, functions.heard().size());
  }

  @Test
  void aCopyAndAnObjectInPiecesAreToldWhole() throws Exception {
    permit(EmbeddedAws.ACCOUNT);
    s3.putObject(p -> p.bucket("photos").key("a b.jpg"), RequestBody.fromString("picture"));
    put(entry("a", "s3:ObjectCreated:*"));
    s3.copyObject(
        c ->
            c.sourceBucket("photos")
                .sourceKey("a b.jpg")
                .destinationBucket("photos")
                .destinationKey("copy.jpg"));
    JsonNode copied = record(functions.heard().get(0));
    assertEquals("ObjectCreated:Copy", copied.path("eventName").asText());
    assertEquals("copy.jpg", copied.at("/s3/object/key").asText());
    String id = s3.createMultipartUpload(c -> c.bucket("photos").key("big")).uploadId();
    byte[] first = new byte[5 * 1024 * 1024];
    List<CompletedPart> parts = List.of(part(id, 1, first), part(id, 2, new byte[7]));
    refused(400, "InvalidPartOrder", () -> complete(id, List.of(parts.get(1), parts.get(0))));
    complete(id, parts);
    assertEquals(
        first.length + 7, s3.headObject(h -> h.bucket("photos").key("big")).contentLength());
    List<String> heard = functions.heard();
    assertEquals(1, heard.size(), heard.toString());
    JsonNode whole = record(heard.get(0));
    assertEquals("ObjectCreated:CompleteMultipartUpload", whole.path("eventName").asText());
    assertTrue(whole.at("/s3/object/eTag").asText().endsWith("-2"), heard.get(0));
    refused(404, "NoSuchUpload", () -> complete(id, parts));
  }

  private CompletedPart part(String id, int number, byte[] bytes) {
    String etag =
        s3.uploadPart(
                u -> u.bucket("photos").key("big").uploadId(id).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private void complete(String id, List<CompletedPart> parts) {
    s3.completeMultipartUpload(
        c -> c.bucket("photos").key("big").uploadId(id).multipartUpload(m -> m.parts(parts)));
  }

  private static JsonNode record(String heard) throws Exception {
    assertTrue(heard.startsWith("f {"), heard);
    return new ObjectMapper().readTree(heard.substring(2)).at("/Records/0");
  }

  @Test
  void aBucketIsMadeWithItsTagsAndReachedInItsRegionAlone() {
    s3.createBucket(
        b ->
            b.bucket("tagged")
                .createBucketConfiguration(
                    c -> c.tags(Tag.builder().key("team").value("a & b").build())));
    assertEquals("a & b", s3.getBucketTagging(g -> g.bucket("tagged")).tagSet().get(0).value());
    S3Client there =
        S3Client.builder()
            .region(software.amazon.awssdk.regions.Region.EU_WEST_1)
            .httpClient(sdk.http())
            .endpointOverride(sdk.endpoint())
            .credentialsProvider(sdk.credentials())
            .build();
    refused(
        301,
        "PermanentRedirect",
        () -> there.getBucketNotificationConfiguration(g -> g.bucket("tagged")));
  }
}
