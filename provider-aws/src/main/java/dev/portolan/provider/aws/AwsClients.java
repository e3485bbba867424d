package dev.portolan.provider.aws;

import dev.portolan.deploy.model.DeployException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
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
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK's clients, made when first needed. Their own retries are off: a repeated {@code
 * CreateApi} whose first response was lost makes a second API and tells nobody.
 */
final class AwsClients implements AutoCloseable {
  private static final List<ExecutionInterceptor> GUARDS =
      List.of(new LoopbackGuard(), new EmptyAnswerGuard());

  private final AwsSettings settings;
  private final Region region;
  private final boolean otherEndpoint;
  private final AwsCredentialsProvider credentials;
  private final Function<Timeouts, SdkHttpClient> transport;
  private final List<AutoCloseable> open = new ArrayList<>();

  AwsClients(
      AwsSettings settings,
      Region region,
      Map<String, String> environment,
      Function<Timeouts, SdkHttpClient> transport) {
    this.settings = settings;
    this.region = region;
    this.transport = transport;
    this.otherEndpoint =
        settings.endpoint().isPresent()
            || environment.containsKey("AWS_ENDPOINT_URL")
            || environment.containsKey("AWS_ENDPOINT_URL_S3");
    this.credentials = credentials(settings);
  }

  /** Fails before any call where there are no credentials. */
  void authenticate() {
    try {
      credentials.resolveCredentials();
    } catch (SdkClientException e) {
      throw new DeployException(
          DeployException.Kind.UNAUTHENTICATED,
          "no AWS credentials: " + brief(e.getMessage()),
          "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE after 'aws sso login',"
              + " or run where a role is at hand",
          e);
    }
  }

  /** The default chain's message quotes each of its providers; the cause keeps that. */
  private static String brief(String said) {
    return said.startsWith("Unable to load credentials from any of the providers in the chain")
        ? "the default chain found none ('mvn -e' shows what each of its providers said)"
        : said;
  }

  Region region() {
    return region;
  }

  Supplier<LambdaClient> lambda() {
    return once(() -> build(LambdaClient.builder(), Timeouts.CONTROL));
  }

  Supplier<LambdaClient> invoker() {
    return once(() -> build(LambdaClient.builder(), Timeouts.INVOKE));
  }

  Supplier<ApiGatewayV2Client> apis() {
    return once(() -> build(ApiGatewayV2Client.builder(), Timeouts.CONTROL));
  }

  Supplier<IamClient> iam() {
    return once(() -> build(IamClient.builder(), Timeouts.CONTROL));
  }

  Supplier<CloudWatchLogsClient> logs() {
    return once(() -> build(CloudWatchLogsClient.builder(), Timeouts.CONTROL));
  }

  Supplier<SchedulerClient> scheduler() {
    return once(() -> build(SchedulerClient.builder(), Timeouts.CONTROL));
  }

  Supplier<EventBridgeClient> buses() {
    return once(() -> build(EventBridgeClient.builder(), Timeouts.CONTROL));
  }

  Supplier<SnsClient> sns() {
    return once(() -> build(SnsClient.builder(), Timeouts.CONTROL));
  }

  Supplier<SqsClient> sqs() {
    return once(() -> build(SqsClient.builder(), Timeouts.CONTROL));
  }

  Supplier<DynamoDbClient> tables() {
    return once(() -> build(DynamoDbClient.builder(), Timeouts.CONTROL));
  }

  Supplier<StsClient> sts() {
    return once(() -> build(StsClient.builder(), Timeouts.CONTROL));
  }

  /** Another endpoint than AWS's own seldom has a host name for each bucket. */
  Supplier<S3Client> s3() {
    return once(() -> build(S3Client.builder().forcePathStyle(otherEndpoint), Timeouts.CONTROL));
  }

  @Override
  public void close() {
    synchronized (open) {
      for (AutoCloseable each : open) {
        try {
          each.close();
        } catch (Exception e) {
          throw new IllegalStateException("cannot close a client", e);
        }
      }
      open.clear();
    }
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
      C build(B builder, Timeouts timeouts) {
    SdkHttpClient http = transport.apply(timeouts);
    builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClient(http)
        .overrideConfiguration(configuration(timeouts));
    settings.endpoint().ifPresent(builder::endpointOverride);
    C client = builder.build();
    open.add(client);
    open.add(http);
    return client;
  }

  static ClientOverrideConfiguration configuration(Timeouts timeouts) {
    return ClientOverrideConfiguration.builder()
        .retryStrategy(DefaultRetryStrategy.doNotRetry())
        .apiCallTimeout(timeouts.call())
        .apiCallAttemptTimeout(timeouts.call())
        .executionInterceptors(GUARDS)
        .build();
  }

  private <T> Supplier<T> once(Supplier<T> maker) {
    List<T> made = new ArrayList<>(1);
    return () -> {
      synchronized (open) {
        if (made.isEmpty()) {
          made.add(maker.get());
        }
        return made.get(0);
      }
    };
  }

  private static AwsCredentialsProvider credentials(AwsSettings settings) {
    if (settings.keys().isPresent()) {
      return StaticCredentialsProvider.create(settings.keys().get().credentials());
    }
    DefaultCredentialsProvider.Builder chain = DefaultCredentialsProvider.builder();
    settings.profile().ifPresent(chain::profileName);
    return chain.build();
  }
}
