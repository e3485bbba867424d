package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Owner;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import dev.portolan.testkit.Call;
import dev.portolan.testkit.FaultSchedule;
import dev.portolan.testkit.SampleProject;
import dev.portolan.testkit.TestCloud;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The embedded AWS as the contracts see it: in process, without a JVM of its own. */
final class EmbeddedCloud implements TestCloud {
  private static final String KAFKA =
      "arn:aws:kafka:us-east-1:123456789012:cluster/shop/fc2f5bdf-fd1b-45ad-85dd-15b4a5a6247e-2";

  private final VirtualTime time;
  private final EmbeddedAws aws;
  private final Map<String, String> settings;
  private final UnaryOperator<Provider> as;

  EmbeddedCloud() {
    this(Map.of());
  }

  /** One that is deployed to with settings of its own. */
  EmbeddedCloud(Map<String, String> settings) {
    this(settings, UnaryOperator.identity());
  }

  /**
   * One that is deployed to with settings of its own.
   *
   * @param as what the contracts see of the provider
   */
  EmbeddedCloud(Map<String, String> settings, UnaryOperator<Provider> as) {
    this.settings = settings;
    this.as = as;
    this.time = new VirtualTime();
    this.aws = EmbeddedAws.inMemory(time);
    new Stranger(aws).publishTo(SampleProject.TOPICS);
    new Stranger(aws).store(SampleProject.BUCKETS);
    new Stranger(aws).sendTo(SampleProject.QUEUES);
    new Stranger(aws).sendTo(SampleProject.DEAD_LETTERS);
    new Stranger(aws).keep(SampleProject.TABLES);
    aws.keepIssuer(issuer(), JsonNodeFactory.instance.objectNode());
    aws.calls().clear();
  }

  private EmbeddedCloud(EmbeddedCloud other) {
    this.settings = other.settings;
    this.as = other.as;
    this.time = other.time.copy();
    this.aws = other.aws.copy(time);
  }

  Stranger stranger() {
    return new Stranger(aws);
  }

  @Override
  public EmbeddedCloud copy() {
    return new EmbeddedCloud(this);
  }

  @Override
  public Provider provider() {
    return as.apply(AwsProvider.over(new InProcessHttpClient(aws)));
  }

  @Override
  public Settings settings() {
    return Clouds.settings("http://127.0.0.1:1").with(Map.of("kafka", KAFKA)).with(settings);
  }

  @Override
  public Set<String> credentials() {
    return Set.of(EmbeddedAws.SECRET_ACCESS_KEY);
  }

  @Override
  public TimeSource time() {
    return time;
  }

  @Override
  public FaultSchedule faults() {
    return new EmbeddedFaults(aws.faults());
  }

  @Override
  public List<Call> calls() {
    return aws.calls().calls().stream()
        .map(
            call ->
                new Call(
                    call.number(),
                    call.service() + ":" + call.operation(),
                    Call.Kind.valueOf(call.access().name())))
        .toList();
  }

  @Override
  public void forgetCalls() {
    aws.calls().clear();
  }

  @Override
  public String state() {
    return CloudState.of(aws.state());
  }

  @Override
  public void plantStranger(Owner owner, String function) {
    new Stranger(aws).plant(owner, function);
  }

  @Override
  public void drift(Owner owner, String function) {
    new Stranger(aws).resize(owner, function);
  }

  /** The embedded cloud counts its stale reads: one for each ten seconds, after each change. */
  @Override
  public void delay(Duration readable, Duration usable) {
    aws.setTimings(new Timings(readable, readable, readable, readable, usable));
    int reads = 1 + (int) readable.toSeconds() / 10;
    aws.faults()
        .when(
            point ->
                point.phase() == FaultPoint.Phase.AFTER_RESPONSE
                    && point.operation().matches("(Create|Put|Update|Publish|Add).*"),
            Fault.staleReads(reads),
            Integer.MAX_VALUE);
  }

  @Override
  public void close() {
    aws.close();
  }
}
