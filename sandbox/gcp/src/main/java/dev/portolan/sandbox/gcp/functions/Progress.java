package dev.portolan.sandbox.gcp.functions;

import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.OperationMetadata;
import com.google.cloud.functions.v2.OperationType;
import com.google.cloud.functions.v2.Stage;
import com.google.protobuf.Any;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;

/** What an operation on a function tells while it runs. */
final class Progress {
  private Progress() {}

  static OperationMetadata begun(Function function, OperationType type, Instant now) {
    String verb =
        switch (type) {
          case CREATE_FUNCTION -> "create";
          case UPDATE_FUNCTION -> "update";
          default -> "delete";
        };
    OperationMetadata.Builder metadata =
        OperationMetadata.newBuilder()
            .setCreateTime(Times.of(now))
            .setTarget(function.getName())
            .setVerb(verb)
            .setApiVersion("v2")
            .setOperationType(type);
    if (type == OperationType.DELETE_FUNCTION) {
      return metadata.addStages(stage(Stage.Name.SERVICE, Stage.State.IN_PROGRESS)).build();
    }
    return metadata
        .setRequestResource(Any.pack(function))
        .addStages(stage(Stage.Name.ARTIFACT_REGISTRY, Stage.State.COMPLETE))
        .addStages(stage(Stage.Name.BUILD, Stage.State.IN_PROGRESS))
        .addStages(stage(Stage.Name.SERVICE, Stage.State.NOT_STARTED))
        .build();
  }

  /** With this stage in this state. */
  static OperationMetadata at(OperationMetadata before, Stage.Name name, Stage.State state) {
    OperationMetadata.Builder next = before.toBuilder();
    for (int i = 0; i < before.getStagesCount(); i++) {
      if (before.getStages(i).getName() == name) {
        next.getStagesBuilder(i).setState(state);
      }
    }
    return next.build();
  }

  static OperationMetadata ended(OperationMetadata before, Instant now) {
    return before.toBuilder().setEndTime(Times.of(now)).build();
  }

  private static Stage stage(Stage.Name name, Stage.State state) {
    return Stage.newBuilder().setName(name).setState(state).build();
  }
}
