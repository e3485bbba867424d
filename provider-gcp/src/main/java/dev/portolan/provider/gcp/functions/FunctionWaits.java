package dev.portolan.provider.gcp.functions;

import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.OperationMetadata;
import com.google.cloud.functions.v2.Stage;
import com.google.longrunning.Operation;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.wire.OperationFailed;
import dev.portolan.provider.gcp.wire.Waits;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Waits for functions, and tells in which stage they are. */
final class FunctionWaits {
  /** Longer than a build may take: 25 minutes. */
  private static final Duration BUDGET = Duration.ofMinutes(30);

  private final Waits waits;
  private final FunctionCalls calls;

  FunctionWaits(Waits waits, FunctionCalls calls) {
    this.waits = waits;
    this.calls = calls;
  }

  /**
   * Until an operation has ended.
   *
   * @throws OperationFailed when it ended with an error
   */
  void operation(Step.Run run, String function, Operation begun) throws Exception {
    waits.operation(
        run,
        "function " + function,
        BUDGET,
        begun,
        () -> calls.glanceAtOperation(begun.getName()),
        FunctionWaits::stage);
  }

  /** A function when nobody is at work on it; empty if there is none. */
  Optional<Function> settled(Step.Run run, String function) throws Exception {
    AtomicReference<Optional<Function>> last = new AtomicReference<>(Optional.empty());
    waits.until(
        run,
        "function " + function,
        BUDGET,
        () -> {
          last.set(calls.glance(function));
          return last.get()
              .map(Function::getState)
              .filter(FunctionWaits::busy)
              .map(state -> state.name().toLowerCase(Locale.ROOT) + " already");
        });
    return last.get();
  }

  static boolean busy(Function.State state) {
    return state == Function.State.DEPLOYING || state == Function.State.DELETING;
  }

  /** As {@code build: Building}; what Google tells of its stages is told on. */
  private static String stage(Operation operation) {
    try {
      OperationMetadata metadata =
          operation.hasMetadata() && operation.getMetadata().is(OperationMetadata.class)
              ? operation.getMetadata().unpack(OperationMetadata.class)
              : OperationMetadata.getDefaultInstance();
      return metadata.getStagesList().stream()
          .filter(each -> each.getState() == Stage.State.IN_PROGRESS)
          .findFirst()
          .map(FunctionWaits::text)
          .orElse("in progress");
    } catch (InvalidProtocolBufferException e) {
      return "in progress";
    }
  }

  private static String text(Stage stage) {
    String name = stage.getName().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return stage.getMessage().isEmpty() ? name : name + ": " + stage.getMessage();
  }
}
