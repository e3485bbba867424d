package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.StateStore;
import dev.portolan.sandbox.aws.protocol.AwsRefusal;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Calls functions as other services do: nobody waits for the answer, and a call that fails is tried
 * again twice, as is Lambda's default, or as often as is set, though at once. A record of what
 * failed for good goes to the queue that is set for it.
 */
public final class AsyncCalls {
  private static final List<String> TIMES = List.of("", "once", "twice", "three times");

  private final StateStore state;
  private final DataPlane dataPlane;
  private final TimeSource time;

  public AsyncCalls(StateStore state, DataPlane dataPlane, TimeSource time) {
    this.state = state;
    this.dataPlane = dataPlane;
    this.time = time;
  }

  /** Why none of the tries ended well; empty if one did. A function that is not there gets none. */
  public Optional<String> call(String arn, byte[] payload) {
    return call(new Invocation(UUID.randomUUID().toString(), payload, arn, "", ""));
  }

  Optional<String> call(Invocation invocation) {
    String arn = invocation.invokedArn();
    JsonNode config = InvokeConfigs.of(state.read(), arn);
    int tries = InvokeConfigs.tries(config);
    for (int i = 1; true; i++) {
      RunSpec spec;
      Outcome outcome;
      try {
        spec = RunSpecs.byArn(state.read(), arn, time.now());
        outcome = dataPlane.invoke(spec, invocation);
      } catch (AwsRefusal refusal) {
        return Optional.of("was not called: " + refusal.getMessage());
      }
      if (outcome.error().isEmpty() && !outcome.throttled()) {
        return Optional.empty();
      }
      if (i == tries) {
        InvocationRecord left = new InvocationRecord(invocation, spec, outcome, tries);
        return Optional.of("failed " + TIMES.get(tries) + kept(left, config));
      }
    }
  }

  private String kept(InvocationRecord left, JsonNode config) {
    String destination = InvokeConfigs.onFailure(config);
    if (destination.isEmpty()) {
      return "";
    }
    Optional<String> hindrance = state.change(tree -> left.send(tree, destination, time.now()));
    return hindrance
        .map(why -> ", and no record of it came to " + destination + ": " + why)
        .orElse(", and a record of it is in " + destination);
  }
}
