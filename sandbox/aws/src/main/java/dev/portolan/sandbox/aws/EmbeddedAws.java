package dev.portolan.sandbox.aws;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.CallGate;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.FaultPlan;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.WireHandler;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.aws.front.Doors;
import dev.portolan.sandbox.aws.gateway.Gateway;
import dev.portolan.sandbox.aws.iam.AccountAuthorization;
import dev.portolan.sandbox.aws.iam.Iam;
import dev.portolan.sandbox.aws.iam.Sts;
import dev.portolan.sandbox.aws.lambda.Lambda;
import dev.portolan.sandbox.aws.lambda.LambdaWorld;
import dev.portolan.sandbox.aws.lambda.RunSpecs;
import dev.portolan.sandbox.aws.logs.LogStore;
import dev.portolan.sandbox.aws.logs.Logs;
import dev.portolan.sandbox.aws.protocol.AwsWire;
import dev.portolan.sandbox.aws.protocol.Identity;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.EchoDataPlane;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * One account of AWS: a handler of signed requests, to be called in process or put behind a socket.
 * Faults, call log and timings are open to tests.
 */
public final class EmbeddedAws implements WireHandler, AutoCloseable {
  public static final String ACCOUNT = "123456789012";
  public static final String REGION = "us-east-1";

  /** The key of the account's one user. Not a secret: it opens nothing but a sandbox. */
  public static final String ACCESS_KEY_ID = "AKIASANDBOXSANDBOXSA";

  public static final String SECRET_ACCESS_KEY = "sandbox-sandbox-sandbox-sandbox-sandbox!";

  private final FaultPlan faults = new FaultPlan();
  private final CallLog calls = new CallLog();
  private final AtomicReference<Timings> timings;
  private final AtomicReference<InstantSource> signingClock =
      new AtomicReference<>(InstantSource.system());
  private final StateStore state;
  private final DataPlane dataPlane;
  private final AwsWire wire;

  private EmbeddedAws(
      StateStore state,
      BlobStore blobs,
      LogStore logs,
      DataPlane dataPlane,
      Doors doors,
      TimeSource time,
      Timings timings) {
    this.state = state;
    this.dataPlane = dataPlane;
    this.timings = new AtomicReference<>(timings);
    LambdaWorld world = new LambdaWorld(this.timings::get, blobs, dataPlane, doors);
    Identity user = new Identity(ACCESS_KEY_ID, SECRET_ACCESS_KEY, Optional.empty(), "");
    this.wire =
        new AwsWire(
            Stream.of(new Lambda(world), new Iam(), new Sts(), new Gateway(doors), new Logs(logs)),
            state,
            new CallGate(faults, calls),
            time,
            () -> signingClock.get().instant(),
            key -> Optional.of(user).filter(known -> known.accessKeyId().equals(key)),
            new AccountAuthorization(ACCOUNT),
            this::settle);
  }

  /**
   * Forgets with the process, opens no socket and starts no JVM; what it promises is done at once.
   */
  public static EmbeddedAws inMemory(TimeSource time) {
    return new EmbeddedAws(
        StateStore.inMemory(),
        BlobStore.inMemory(),
        LogStore.inMemory(),
        new EchoDataPlane(),
        Doors.unopened(),
        time,
        Timings.instant());
  }

  @Override
  public WireResponse handle(WireRequest request) throws ConnectionLostException {
    return wire.handle(request);
  }

  private void settle() {
    dataPlane.retain(RunSpecs.fingerprints(state.read()));
  }

  /** What goes wrong, and where. */
  public FaultPlan faults() {
    return faults;
  }

  /** What was called. */
  public CallLog calls() {
    return calls;
  }

  /** From now on promises take this long. */
  public void setTimings(Timings wanted) {
    timings.set(wanted);
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
    dataPlane.close();
  }
}
