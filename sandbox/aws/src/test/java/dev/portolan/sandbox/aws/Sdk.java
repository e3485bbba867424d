package dev.portolan.sandbox.aws;

import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/** The vendor's own clients, pointed at a sandbox; none of them retries. */
record Sdk(SdkHttpClient http, URI endpoint, AwsCredentialsProvider credentials) {

  static Sdk inProcess(EmbeddedAws aws) {
    return new Sdk(new InProcessHttpClient(aws), URI.create("http://127.0.0.1:1"), account());
  }

  static Sdk overSocket(String url) {
    return new Sdk(UrlConnectionHttpClient.create(), URI.create(url), account());
  }

  /** As the plugin would reach it. */
  static Sdk of(SandboxCloud.Running running) {
    Map<String, String> settings = running.settings();
    return overSocket(settings.get("endpoint"))
        .with(account(settings.get("accessKeyId"), settings.get("secretAccessKey")));
  }

  static AwsCredentialsProvider account() {
    return account(EmbeddedAws.ACCESS_KEY_ID, EmbeddedAws.SECRET_ACCESS_KEY);
  }

  private static AwsCredentialsProvider account(String key, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
  }

  Sdk with(AwsCredentialsProvider others) {
    return new Sdk(http, endpoint, others);
  }

  <C, B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>> C client(B builder) {
    return builder
        .httpClient(http)
        .endpointOverride(endpoint)
        .credentialsProvider(credentials)
        .region(Region.of(EmbeddedAws.REGION))
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()))
        .build();
  }

  S3Client s3() {
    return client(S3Client.builder());
  }

  SecretsManagerClient secrets() {
    return client(SecretsManagerClient.builder());
  }

  LambdaClient lambda() {
    return client(LambdaClient.builder());
  }

  IamClient iam() {
    return client(IamClient.builder());
  }

  StsClient sts() {
    return client(StsClient.builder());
  }

  ApiGatewayV2Client gateway() {
    return client(ApiGatewayV2Client.builder());
  }

  EventBridgeClient buses() {
    return client(EventBridgeClient.builder());
  }

  SnsClient sns() {
    return client(SnsClient.builder());
  }

  SqsClient sqs() {
    return client(SqsClient.builder());
  }

  DynamoDbClient tables() {
    return client(DynamoDbClient.builder());
  }

  SchedulerClient scheduler() {
    return client(SchedulerClient.builder());
  }

  CloudWatchLogsClient logs() {
    return client(CloudWatchLogsClient.builder());
  }
}
