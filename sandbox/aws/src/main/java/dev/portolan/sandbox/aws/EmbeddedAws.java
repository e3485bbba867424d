package dev.portolan.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.Refusals;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.dynamodb.DynamoDb;
import dev.portolan.sandbox.aws.eventbridge.Couriers;
import dev.portolan.sandbox.aws.eventbridge.Delivery;
import dev.portolan.sandbox.aws.eventbridge.EventBridge;
import dev.portolan.sandbox.aws.events.EventClock;
import dev.portolan.sandbox.aws.front.ApiDoor;
import dev.portolan.sandbox.aws.front.FrontWorld;
import dev.portolan.sandbox.aws.front.LoopbackDoors;
import dev.portolan.sandbox.aws.front.ResourcePolicy;
import dev.portolan.sandbox.aws.front.UrlDoor;
import dev.portolan.sandbox.aws.gateway.Gateway;
import dev.portolan.sandbox.aws.gateway.Issuers;
import dev.portolan.sandbox.aws.iam.AccountAuthorization;
import dev.portolan.sandbox.aws.iam.Iam;
import dev.portolan.sandbox.aws.iam.Sessions;
import dev.portolan.sandbox.aws.iam.Sts;
import dev.portolan.sandbox.aws.lambda.AsyncCalls;
import dev.portolan.sandbox.aws.lambda.AsyncFailure;
import dev.portolan.sandbox.aws.lambda.Lambda;
import dev.portolan.sandbox.aws.lambda.LambdaWorld;
import dev.portolan.sandbox.aws.lambda.Mappings;
import dev.portolan.sandbox.aws.lambda.RunSpecs;
import dev.portolan.sandbox.aws.lambda.Timings;
import dev.portolan.sandbox.aws.logs.Logs;
import dev.portolan.sandbox.aws.polling.KafkaFiring;
import dev.portolan.sandbox.aws.polling.KafkaPoller;
import dev.portolan.sandbox.aws.polling.MappedFunctions;
import dev.portolan.sandbox.aws.polling.QueueFiring;
import dev.portolan.sandbox.aws.polling.QueuePoller;
import dev.portolan.sandbox.aws.polling.StreamPoller;
import dev.portolan.sandbox.aws.polling.TableFiring;
import dev.portolan.sandbox.aws.protocol.AwsWire;
import dev.portolan.sandbox.aws.protocol.Identity;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Doors;
import dev.portolan.sandbox.aws.runtime.EchoDataPlane;
import dev.portolan.sandbox.aws.runtime.JvmDataPlane;
import dev.portolan.sandbox.aws.s3.Buckets;
import dev.portolan.sandbox.aws.s3.Notices;
import dev.portolan.sandbox.aws.s3.S3;
import dev.portolan.sandbox.aws.scheduler.Groups;
import dev.portolan.sandbox.aws.scheduler.Scheduler;
import dev.portolan.sandbox.aws.scheduler.Ticks;
import dev.portolan.sandbox.aws.secrets.Secrets;
import dev.portolan.sandbox.aws.sns.Fanout;
import dev.portolan.sandbox.aws.sns.Sns;
import dev.portolan.sandbox.aws.sqs.Sqs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One account of AWS: a handler of signed requests, to be called in process or put behind a socket.
 * Faults, call log and timings are open to tests.
 */
public final class EmbeddedAws implements WireHandler, AutoCloseable {
  public static final String ACCOUNT = "123456789012";
  public static final String REGION = "us-east-1";

  /** The key of the account's one user. */
  public static final String ACCESS_KEY_ID = "AKIASANDBOXSANDBOXSA";

  /** Belongs to it in accounts in memory, which run nothing that is uploaded. */
  public static final String SECRET_ACCESS_KEY = "sandbox-sandbox-sandbox-sandbox-sandbox!";

  private final FaultPlan faults = new FaultPlan();
  private final CallLog calls = new CallLog();
  private final AtomicReference<Timings> timings;
  private final AtomicReference<InstantSource> signingClock =
      new AtomicReference<>(InstantSource.system());
  private final AtomicReference<AsyncFailure> nextFailure = new AtomicReference<>();
  private final Sessions sessions = new Sessions();
  private final AccountAuthorization authorization = new AccountAuthorization(ACCOUNT);
  private final String secretAccessKey;
  private final StateStore state;
  private final BlobStore blobs;
  private final ListenedPlane dataPlane;
  private final FrontWorld frontWorld;
  private final Optional<LoopbackDoors> loopbackDoors;
  private final Optional<AccountHost> host;
  private final AwsWire wire;
  private final EventClock clock;
  private final Firing firing;
  private final AsyncCalls functions;
  private final TimeSource time;

  private EmbeddedAws(Parts parts) {
    this.secretAccessKey = parts.secretKey();
    this.state = parts.state();
    this.blobs = parts.blobs();
    this.time = parts.time();
    this.timings = new AtomicReference<>(parts.timings());
    this.host =
        parts
            .directory()
            .map(
                directory ->
                    new AccountHost(
                        state,
                        parts.blobs(),
                        parts.logs(),
                        sessions,
                        parts.time(),
                        directory,
                        parts.tell()));
    Refusals refusals = new Refusals();
    this.dataPlane =
        new ListenedPlane(
            host.<DataPlane>map(h -> new JvmDataPlane(h, parts.directory().orElseThrow()))
                .or(parts::functions)
                .orElseGet(EchoDataPlane::new),
            refusals);
    this.frontWorld =
        new FrontWorld(
            ACCOUNT,
            state::read,
            dataPlane,
            parts.time(),
            () -> signingClock.get().instant(),
            this::identity,
            authorization);
    this.loopbackDoors = parts.ports().map(ports -> new LoopbackDoors(frontWorld, ports));
    Doors doors = loopbackDoors.<Doors>map(d -> d).orElseGet(Doors::unopened);
    this.functions = new AsyncCalls(state, dataPlane, parts.time());
    Couriers couriers = new Couriers(state, functions, parts.time());
    LambdaWorld world =
        new LambdaWorld(timings::get, nextFailure, parts.blobs(), dataPlane, functions, doors);
    Executor threads = host.<Executor>map(h -> EmbeddedAws::inBackground).orElse(Runnable::run);
    Fanout fanout =
        (topic, function, payload) ->
            threads.execute(
                () ->
                    notified(topic, function, payload)
                        .ifPresent(why -> parts.tell().accept(function + ": " + why)));
    Notices notices =
        (bucket, function, payload) ->
            threads.execute(
                () ->
                    told(bucket, function, payload)
                        .ifPresent(why -> parts.tell().accept(function + ": " + why)));
    Consumer<Delivery> deliveries =
        due ->
            threads.execute(
                () ->
                    couriers
                        .bring(due)
                        .ifPresent(why -> parts.tell().accept(due.function() + ": " + why)));
    this.wire =
        new AwsWire(
            Stream.of(
                new Lambda(world),
                new Iam(),
                new Sts(),
                new Gateway(doors),
                new S3(parts.blobs(), notices),
                new Secrets(),
                new Logs(parts.logs()),
                new Scheduler(timings::get),
                new Sns(fanout),
                new EventBridge(deliveries),
                new Sqs(),
                new DynamoDb(() -> timings.get().update())),
            state,
            new CallGate(faults, calls),
            parts.time(),
            () -> signingClock.get().instant(),
            this::identity,
            authorization,
            this::settle);
    Ticks ticks = new Ticks(state, parts.time(), functions, threads, parts.tell());
    MappedFunctions mapped = new MappedFunctions(state, parts.time(), dataPlane);
    QueuePoller messages = new QueuePoller(mapped, threads, parts.tell());
    StreamPoller changes = new StreamPoller(mapped, threads, parts.tell());
    KafkaPoller records = new KafkaPoller(mapped, threads, parts.tell());
    this.firing =
        new Firing(
            state,
            blobs,
            time,
            dataPlane,
            refusals,
            ticks,
            new QueueFiring(state, time, messages),
            new TableFiring(mapped, changes),
            new KafkaFiring(mapped, records),
            couriers,
            this::notified,
            this::told);
    this.clock = new EventClock(List.of(ticks, messages, changes, records), parts.tell());
    settle();
    host.ifPresent(h -> clock.start());
  }

  /** SNS calls a function only where the function's policy lets the topic do so. */
  private Optional<String> notified(String topic, String function, byte[] payload) {
    if (ResourcePolicy.of(state.read(), function).allows("sns.amazonaws.com", topic)) {
      return functions.call(function, payload);
    }
    return Optional.of("was not called: it has no permission that lets " + topic + " call it");
  }

  /** S3 calls a function only where the function's policy lets the bucket do so. */
  private Optional<String> told(String bucket, String function, byte[] payload) {
    if (ResourcePolicy.of(state.read(), function).allows("s3.amazonaws.com", bucket, ACCOUNT)) {
      return functions.call(function, payload);
    }
    return Optional.of("was not called: it has no permission that lets " + bucket + " call it");
  }

  /**
   * Has something happen, and waits until nobody tries any more to bring it to a function; a
   * message of a queue, a change of a table or a record of Kafka, which may come again for long,
   * until it was brought for the first time.
   *
   * @throws dev.portolan.deploy.model.DeployException for what is not embedded, and if no function
   *     listens
   */
  public Happening.Result fire(Happening happening) {
    return firing.fire(happening);
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "aws-event");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Forgets with the process, opens no socket and starts no JVM; what it promises is done at once.
   */
  public static EmbeddedAws inMemory(TimeSource time) {
    return new EmbeddedAws(Parts.inMemory(time, Optional.empty()));
  }

  /** The same, with something to run in place of what is uploaded. */
  public static EmbeddedAws inMemory(TimeSource time, DataPlane functions) {
    return new EmbeddedAws(Parts.inMemory(time, Optional.of(functions)));
  }

  /**
   * Another account in memory that holds what this one holds now, without its calls, faults and
   * logs; what happens in one from here on does not show in the other.
   */
  public EmbeddedAws copy(TimeSource time) {
    return new EmbeddedAws(Parts.inMemory(time, Optional.empty()).with(state.copy(), blobs.copy()));
  }

  /**
   * Continues with what the directory holds; runs functions in JVMs and answers at their addresses.
   * Its secret access key is new each time: whoever has it runs code on this machine.
   *
   * @param tell takes lines worth telling a person
   */
  public static EmbeddedAws open(Path directory, TimeSource time, Consumer<String> tell)
      throws IOException {
    return new EmbeddedAws(Parts.in(directory, time, tell));
  }

  /** The secret that belongs to {@link #ACCESS_KEY_ID} here. */
  public String secretAccessKey() {
    return secretAccessKey;
  }

  private Optional<Identity> identity(String accessKeyId) {
    return accessKeyId.equals(ACCESS_KEY_ID)
        ? Optional.of(new Identity(ACCESS_KEY_ID, secretAccessKey, Optional.empty(), ""))
        : sessions.find(accessKeyId);
  }

  @Override
  public WireResponse handle(WireRequest request) throws ConnectionLostException {
    return wire.handle(request);
  }

  private void settle() {
    if (Groups.expired(state.read(), time.now())) {
      state.change(
          tree -> {
            Groups.expire(tree, time.now());
            return tree;
          });
    }
    if (Mappings.expired(state.read(), time.now())) {
      state.change(
          tree -> {
            Mappings.expire(tree, time.now());
            return tree;
          });
    }
    dataPlane.retain(RunSpecs.fingerprints(state.read()));
    loopbackDoors.ifPresent(doors -> doors.reconcile(state.read()));
  }

  /** From now on functions find the services here. */
  public void setEndpoint(String url) {
    host.ifPresent(h -> h.setEndpoint(url));
  }

  /** The front door of an HTTP API, to be called without a socket. */
  public WireHandler api(String apiId) {
    return new ApiDoor(frontWorld, REGION, apiId);
  }

  /** The front door of a function URL, to be called without a socket. */
  public WireHandler functionUrl(String urlId) {
    return new UrlDoor(frontWorld, REGION, urlId);
  }

  /**
   * Brings functions the events that are due, and returns when they have them. Accounts in memory
   * do so when they are told to; others by themselves.
   */
  public void turn() {
    clock.turn();
  }

  /** What goes wrong, and where. */
  public FaultPlan faults() {
    return faults;
  }

  /** Temporary credentials of a role, as a function that has taken it on would have them. */
  public Identity assume(String roleArn) {
    return sessions.assume(roleArn);
  }

  /** Lets someone else have a bucket of this name. */
  public void addStrangersBucket(String name) {
    state.change(
        tree -> {
          Buckets.addStrangers(tree, name);
          return tree;
        });
  }

  /**
   * Lets an issuer of tokens be there, with its public keys, which no authorizer could reach.
   *
   * @param keys a set of keys as JSON Web Keys are written
   */
  public void keepIssuer(String issuer, JsonNode keys) {
    state.change(
        tree -> {
          Issuers.keep(tree, issuer, keys);
          return tree;
        });
  }

  /** What was called. */
  public CallLog calls() {
    return calls;
  }

  /** From now on promises take this long. */
  public void setTimings(Timings wanted) {
    timings.set(wanted);
  }

  /** The next function that is created, updated or published will be accepted and then fail. */
  public void failNext(AsyncFailure failure) {
    nextFailure.set(failure);
  }

  /** From now on signatures are held against this clock; to play a caller whose clock is wrong. */
  public void setSigningClock(InstantSource clock) {
    signingClock.set(clock);
  }

  /** All that the cloud remembers, to look at and not to change. */
  public ObjectNode state() {
    return state.read();
  }

  @Override
  public void close() {
    clock.close();
    loopbackDoors.ifPresent(LoopbackDoors::close);
    dataPlane.close();
  }
}
