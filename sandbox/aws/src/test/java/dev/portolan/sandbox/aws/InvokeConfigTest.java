package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What becomes of calls that nobody waits for. */
class InvokeConfigTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f:live";
  private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:refused";
  private static final String INVALID = "InvalidParameterValueException";
  private static final String ABSENT = "ResourceNotFoundException";

  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(new FakeTime(), functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final LambdaClient lambda = sdk.lambda();
  private final SqsClient sqs = sdk.sqs();

  @BeforeEach
  void open() throws Exception {
    Functions.live(sdk, 3);
    sqs.createQueue(q -> q.queueName("refused"));
  }

  private void permit(String queue) {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
            + "\"sqs:SendMessage\",\"Resource\":\""
            + queue
            + "\"}]}";
    sdk.iam().putRolePolicy(p -> p.roleName("r").policyName("dead").policyDocument(policy));
  }

  private void put(String destination) {
    lambda.putFunctionEventInvokeConfig(
        c ->
            c.functionName("f")
                .qualifier("live")
                .destinationConfig(d -> d.onFailure(f -> f.destination(destination))));
  }

  private String topic() {
    SnsClient sns = sdk.sns();
    String topic = sns.createTopic(t -> t.name("orders")).topicArn();
    sns.subscribe(s -> s.topicArn(topic).protocol("lambda").endpoint(FUNCTION));
    lambda.addPermission(
        p ->
            p.functionName("f")
                .qualifier("live")
                .statementId("s")
                .action("lambda:InvokeFunction")
                .principal("sns.amazonaws.com")
                .sourceArn(topic));
    return topic;
  }

  private JsonNode kept(String queue) throws Exception {
    JsonNode messages = aws.state().at("/regions/us-east-1/sqs/queues/" + queue + "/_messages");
    assertTrue(messages.size() <= 1, messages.toString());
    return new ObjectMapper().readTree(messages.path(0).path("body").asText("{}"));
  }

  @Test
  void whatIsRefused() {
    refused(404, ABSENT, () -> get("live"));
    refused(404, ABSENT, () -> lambda.deleteFunctionEventInvokeConfig(c -> c.functionName("f")));
    refused(
        404,
        ABSENT,
        () ->
            lambda.updateFunctionEventInvokeConfig(
                c -> c.functionName("f").maximumRetryAttempts(1)));
    refused(
        404,
        ABSENT,
        () ->
            lambda.putFunctionEventInvokeConfig(
                c -> c.functionName("f").qualifier("other").maximumRetryAttempts(1)));
    String told =
        refused(400, INVALID, () -> lambda.putFunctionEventInvokeConfig(c -> c.functionName("f")));
    assertTrue(told.contains("at least one"), told);
    told = refused(400, INVALID, () -> put(QUEUE));
    assertEquals(
        "The function's execution role does not have permissions to call SendMessage on " + QUEUE,
        told);
    permit("*");
    told = refused(400, INVALID, () -> put(QUEUE + "-other"));
    assertEquals("The destination ARN " + QUEUE + "-other is invalid.", told);
  }

  private void get(String qualifier) {
    lambda.getFunctionEventInvokeConfig(c -> c.functionName("f").qualifier(qualifier));
  }

  @Test
  void oneIsPutUpdatedListedAndDeletedAndGoesWithItsAlias() {
    permit(QUEUE);
    put(QUEUE);
    lambda.updateFunctionEventInvokeConfig(
        c -> c.functionName("f").qualifier("live").maximumRetryAttempts(0));
    var held = lambda.getFunctionEventInvokeConfig(c -> c.functionName(FUNCTION));
    assertEquals(QUEUE, held.destinationConfig().onFailure().destination());
    assertNull(held.destinationConfig().onSuccess().destination());
    assertEquals(0, held.maximumRetryAttempts());
    assertEquals(FUNCTION, held.functionArn());
    put(QUEUE);
    held = lambda.getFunctionEventInvokeConfig(c -> c.functionName("f").qualifier("live"));
    assertNull(held.maximumRetryAttempts(), "what is put takes the place of all");
    assertEquals(
        1,
        lambda
            .listFunctionEventInvokeConfigs(c -> c.functionName("f"))
            .functionEventInvokeConfigs()
            .size());
    lambda.deleteFunctionEventInvokeConfig(c -> c.functionName("f").qualifier("live"));
    refused(404, ABSENT, () -> get("live"));
    put(QUEUE);
    lambda.deleteAlias(a -> a.functionName("f").name("live"));
    lambda.createAlias(a -> a.functionName("f").name("live").functionVersion("1"));
    refused(404, ABSENT, () -> get("live"));
  }

  @Test
  void aRecordOfWhatFailedForGoodGoesToTheQueue() throws Exception {
    permit(QUEUE);
    put(QUEUE);
    String topic = topic();
    functions.fail().fail();
    sdk.sns().publish(p -> p.topicArn(topic).message("spared"));
    assertTrue(kept("refused").isEmpty());
    functions.fail().fail().fail();
    sdk.sns().publish(p -> p.topicArn(topic).message("poison"));
    JsonNode record = kept("refused");
    assertEquals("1.0", record.path("version").asText());
    assertEquals("RetriesExhausted", record.at("/requestContext/condition").asText());
    assertEquals(3, record.at("/requestContext/approximateInvokeCount").asInt());
    assertEquals(FUNCTION, record.at("/requestContext/functionArn").asText());
    assertEquals("poison", record.at("/requestPayload/Records/0/Sns/Message").asText());
    assertEquals("Unhandled", record.at("/responseContext/functionError").asText());
    assertEquals("1", record.at("/responseContext/executedVersion").asText());
    assertTrue(record.has("responsePayload"));
    assertEquals(6, functions.heard().size());
  }

  @Test
  void itIsTriedAsOftenAsIsSet() throws Exception {
    permit(QUEUE);
    put(QUEUE);
    lambda.updateFunctionEventInvokeConfig(
        c -> c.functionName("f").qualifier("live").maximumRetryAttempts(0));
    String topic = topic();
    functions.fail();
    sdk.sns().publish(p -> p.topicArn(topic).message("poison"));
    assertEquals(1, functions.heard().size());
    assertEquals(1, kept("refused").at("/requestContext/approximateInvokeCount").asInt());
  }

  @Test
  void nothingIsSentThatTheRoleMayNotAndNothingToAFifoQueue() throws Exception {
    permit(QUEUE);
    put(QUEUE);
    String topic = topic();
    sdk.iam().deleteRolePolicy(p -> p.roleName("r").policyName("dead"));
    functions.fail().fail().fail();
    sdk.sns().publish(p -> p.topicArn(topic).message("poison"));
    assertTrue(kept("refused").isEmpty());
    permit("*");
    sqs.createQueue(
        q -> q.queueName("dead.fifo").attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    put(QUEUE.replace("refused", "dead.fifo"));
    functions.fail().fail().fail();
    sdk.sns().publish(p -> p.topicArn(topic).message("poison"));
    assertTrue(kept("dead.fifo").isEmpty());
  }
}
