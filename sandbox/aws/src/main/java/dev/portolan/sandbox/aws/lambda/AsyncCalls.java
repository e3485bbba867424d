package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Calls functions as other services do: nobody waits for the answer, and a call that fails is tried
 * again twice, as is Lambda's default, though at once.
 */
public final class AsyncCalls {
  private static final int TRIES = 3;

  private final Supplier<ObjectNode> state;
  private final DataPlane dataPlane;
  private final TimeSource time;

  public AsyncCalls(Supplier<ObjectNode> state, DataPlane dataPlane, TimeSource time) {
    this.state = state;
    this.dataPlane = dataPlane;
    this.time = time;
  }

  /** Why none of the tries ended well; empty if one did. A function that is not there gets none. */
  public Optional<String> call(String arn, byte[] payload) {
    Invocation invocation = new Invocation(UUID.randomUUID().toString(), payload, arn, "", "");
    try {
      for (int i = 0; i < TRIES; i++) {
        Outcome outcome =
            dataPlane.invoke(RunSpecs.byArn(state.get(), arn, time.now()), invocation);
        if (outcome.error().isEmpty() && !outcome.throttled()) {
          return Optional.empty();
        }
      }
    } catch (AwsRefusal refusal) {
      return Optional.of("was not called: " + refusal.getMessage());
    }
    return Optional.of("failed three times");
  }
}
