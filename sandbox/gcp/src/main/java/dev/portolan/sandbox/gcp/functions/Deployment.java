package dev.portolan.sandbox.gcp.functions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.functions.v2.BuildConfig;
import com.google.cloud.functions.v2.Function;
import com.google.cloud.functions.v2.OperationMetadata;
import com.google.cloud.functions.v2.Stage;
import com.google.cloud.functions.v2.StateMessage;
import com.google.cloud.run.v2.Service;
import com.google.longrunning.Operation;
import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.gcp.functions.Objects.Held;
import dev.portolan.sandbox.gcp.plane.Code;
import dev.portolan.sandbox.gcp.run.Plans;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.run.Services;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Operations.Pending;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;
import java.util.Optional;

/**
 * Brings functions to what they are to be: builds the source, then makes or changes the service.
 */
final class Deployment {
  private static final String SERVICE_OPERATIONS = "functionServiceOperations";
  private static final String ROBOT =
      "service-" + Project.NUMBER + "@gcf-admin-robot.iam.gserviceaccount.com";
  private static final WireRequest NONE =
      new WireRequest("POST", "/", "", WireHeaders.none(), new byte[0]);

  private final Services services;
  private final BlobStore blobs;
  private final FunctionView view;
  private final Whims whims;

  Deployment(Services services, BlobStore blobs, FunctionView view, Whims whims) {
    this.services = services;
    this.blobs = blobs;
    this.view = view;
    this.whims = whims;
  }

  void settle(ObjectNode tree, Instant now) {
    for (Pending pending : Operations.pending(tree, Functions.HOST)) {
      if (!now.isBefore(pending.due())) {
        step(tree, pending, now);
      }
    }
  }

  private void step(ObjectNode tree, Pending pending, Instant now) {
    Function function = FunctionView.KIND.find(tree, pending.target()).orElseThrow();
    OperationMetadata metadata = metadata(Operations.get(tree, pending.name()));
    if (pending.what().equals("delete")) {
      FunctionView.KIND.remove(tree, function.getName());
      Services.remove(tree, FunctionName.of(function.getName()).service());
      Operations.finish(
          tree, pending.name(), Progress.ended(metadata, now), Empty.getDefaultInstance());
      return;
    }
    String serviceOperation = tree.path(SERVICE_OPERATIONS).path(pending.name()).asText();
    if (serviceOperation.isEmpty()) {
      build(tree, pending, function, metadata, now);
    } else {
      Operation service = Operations.get(tree, serviceOperation);
      if (service.getDone()) {
        tree.withObjectProperty(SERVICE_OPERATIONS).remove(pending.name());
        conclude(tree, pending, function, metadata, service, now);
      }
    }
  }

  private static OperationMetadata metadata(Operation operation) {
    try {
      return operation.getMetadata().unpack(OperationMetadata.class);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private void build(
      ObjectNode tree, Pending pending, Function function, OperationMetadata before, Instant now) {
    FunctionName name = FunctionName.of(function.getName());
    BuildConfig build = function.getBuildConfig();
    Held source = Objects.find(tree, build.getSource().getStorageSource()).orElseThrow();
    try {
      Build.check(blobs.get(source.blob()), build.getEntryPoint());
    } catch (GoogleRefusal refusal) {
      String buildId = build.getBuild().substring(build.getBuild().lastIndexOf('/') + 1);
      String message =
          String.format(
              FunctionError.BUILD_FAILED.message(),
              refusal.getMessage(),
              name.location(),
              buildId,
              Project.NUMBER);
      fail(tree, pending, function, before, FunctionError.BUILD_FAILED.canonical(), message, now);
      return;
    }
    String image =
        name.location()
            + "-docker.pkg.dev/"
            + Project.ID
            + "/gcf-artifacts/"
            + name.serviceId()
            + "@sha256:"
            + Ids.of(pending.name(), 64);
    Plans.built(
        tree, image, new Code.Source(source.blob(), build.getEntryPoint(), build.getRuntime()));
    OperationMetadata metadata =
        Progress.at(
            Progress.at(before, Stage.Name.BUILD, Stage.State.COMPLETE),
            Stage.Name.SERVICE,
            Stage.State.IN_PROGRESS);
    Optional<Service> current = RunState.SERVICES.find(tree, name.service());
    Call call = new Call(tree, now, ROBOT, NONE);
    try {
      if (whims.isExhausted()) {
        throw FunctionError.EXHAUSTED.refusal();
      }
      Service wanted =
          ServiceOfFunction.of(function, current.orElse(Service.getDefaultInstance()), image);
      Operation begun =
          current.isPresent()
              ? services.update(current.get(), wanted, FieldMask.getDefaultInstance(), false, call)
              : services.create(name.service(), wanted, false, call);
      tree.withObjectProperty(SERVICE_OPERATIONS).put(pending.name(), begun.getName());
      Operations.progress(tree, pending.name(), metadata);
    } catch (GoogleRefusal refusal) {
      String message =
          String.format(
              FunctionError.SERVICE_REFUSED.message(), name.serviceId(), refusal.getMessage());
      fail(tree, pending, function, metadata, refusal.canonical(), message, now);
    }
  }

  private void conclude(
      ObjectNode tree,
      Pending pending,
      Function function,
      OperationMetadata metadata,
      Operation service,
      Instant now) {
    if (service.hasError()) {
      String message =
          String.format(
              FunctionError.SERVICE_FAILED.message(),
              FunctionName.of(function.getName()).serviceId(),
              service.getError().getMessage());
      Canonical code = FunctionError.SERVICE_FAILED.canonical();
      fail(tree, pending, function, metadata, code, message, now);
      return;
    }
    Function active =
        function.toBuilder()
            .setState(Function.State.ACTIVE)
            .clearStateMessages()
            .setUpdateTime(Times.of(now))
            .build();
    FunctionView.KIND.put(tree, active.getName(), active);
    OperationMetadata done = Progress.at(metadata, Stage.Name.SERVICE, Stage.State.COMPLETE);
    Operations.finish(tree, pending.name(), Progress.ended(done, now), view.of(tree, active));
  }

  private static void fail(
      ObjectNode tree,
      Pending pending,
      Function function,
      OperationMetadata metadata,
      Canonical code,
      String message,
      Instant now) {
    Function failed =
        function.toBuilder()
            .setState(Function.State.FAILED)
            .clearStateMessages()
            .addStateMessages(
                StateMessage.newBuilder()
                    .setSeverity(StateMessage.Severity.ERROR)
                    .setType("CloudFunctionsDeployment")
                    .setMessage(message))
            .setUpdateTime(Times.of(now))
            .build();
    FunctionView.KIND.put(tree, failed.getName(), failed);
    Operations.fail(tree, pending.name(), Progress.ended(metadata, now), code, message);
  }
}
