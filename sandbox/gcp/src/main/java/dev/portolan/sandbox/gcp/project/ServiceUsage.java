package dev.portolan.sandbox.gcp.project;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.api.serviceusage.v1.BatchEnableServicesRequest;
import com.google.api.serviceusage.v1.BatchEnableServicesResponse;
import com.google.api.serviceusage.v1.BatchGetServicesRequest;
import com.google.api.serviceusage.v1.BatchGetServicesResponse;
import com.google.api.serviceusage.v1.EnableServiceRequest;
import com.google.api.serviceusage.v1.EnableServiceResponse;
import com.google.api.serviceusage.v1.GetServiceRequest;
import com.google.api.serviceusage.v1.OperationMetadata;
import com.google.api.serviceusage.v1.ServiceConfig;
import com.google.api.serviceusage.v1.ServiceUsageProto;
import com.google.api.serviceusage.v1.State;
import com.google.longrunning.Operation;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Operations.Pending;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** Which services can be used. All can at first; a test may begin with some that cannot. */
public final class ServiceUsage implements Service {
  private static final String HOST = "serviceusage.googleapis.com";
  private static final String PART = "disabledServices";
  private static final String FROM = "servicesTakeCallsFrom";
  private static final String ENABLE = "enable";

  private final Supplier<Delays> delays;
  private final Rpcs rpcs;

  public ServiceUsage(Supplier<Delays> delays) {
    this.delays = delays;
    this.rpcs =
        Rpcs.of(Rpcs.service(ServiceUsageProto.getDescriptor(), "ServiceUsage"))
            .on(
                "GetService",
                GetServiceRequest.getDefaultInstance(),
                (request, call) -> service(call.tree(), last(request.getName())))
            .on("BatchGetServices", BatchGetServicesRequest.getDefaultInstance(), this::batchGet)
            .on("EnableService", EnableServiceRequest.getDefaultInstance(), this::enable)
            .on(
                "BatchEnableServices",
                BatchEnableServicesRequest.getDefaultInstance(),
                this::batchEnable)
            .operations(
                "/v1/{name=operations/*}",
                (request, call) -> Operations.get(call.tree(), request.getName()));
  }

  @Override
  public String host() {
    return HOST;
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  /** From now on this service cannot be used, until it is enabled. */
  public static void disable(ObjectNode tree, String service) {
    tree.withObjectProperty(PART).put(service, true);
  }

  /**
   * Refuses a call to a service that is not enabled, or that was a moment ago: "If you enabled this
   * API recently, wait a few minutes for the action to propagate".
   */
  public static void check(ObjectNode tree, String host, Instant now) {
    String from = tree.path(FROM).path(host).asText();
    boolean early = !from.isEmpty() && now.isBefore(Instant.parse(from));
    if (early || tree.path(PART).has(host)) {
      throw ProjectError.DISABLED
          .refusal(host, Project.NUMBER)
          .because("SERVICE_DISABLED", "googleapis.com");
    }
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  private static com.google.api.serviceusage.v1.Service service(ObjectNode tree, String id) {
    if (!id.matches("[a-z0-9-]+\\.googleapis\\.com")) {
      throw ProjectError.NO_SERVICE.refusal(id);
    }
    return com.google.api.serviceusage.v1.Service.newBuilder()
        .setName("projects/" + Project.NUMBER + "/services/" + id)
        .setParent("projects/" + Project.NUMBER)
        .setConfig(ServiceConfig.newBuilder().setName(id))
        .setState(tree.path(PART).has(id) ? State.DISABLED : State.ENABLED)
        .build();
  }

  private BatchGetServicesResponse batchGet(BatchGetServicesRequest request, Call call) {
    BatchGetServicesResponse.Builder answer = BatchGetServicesResponse.newBuilder();
    request.getNamesList().forEach(name -> answer.addServices(service(call.tree(), last(name))));
    return answer.build();
  }

  private Operation enable(EnableServiceRequest request, Call call) {
    service(call.tree(), last(request.getName()));
    return begin(List.of(last(request.getName())), call);
  }

  private Operation batchEnable(BatchEnableServicesRequest request, Call call) {
    request.getServiceIdsList().forEach(id -> service(call.tree(), id));
    return begin(request.getServiceIdsList(), call);
  }

  private Operation begin(List<String> ids, Call call) {
    String kind = ids.size() == 1 ? ENABLE : "batchEnable";
    return Operations.begin(
        call.tree(),
        new Pending(
            "operations/acat.p2-" + Project.NUMBER + "-" + Ids.uid(),
            HOST,
            kind,
            String.join(",", ids),
            call.now().plus(delays.get().operation())),
        OperationMetadata.newBuilder()
            .addAllResourceNames(
                ids.stream().map(id -> "projects/" + Project.NUMBER + "/services/" + id).toList())
            .build());
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Pending pending : Operations.pending(tree, HOST)) {
      if (now.isBefore(pending.due())) {
        continue;
      }
      List<String> ids = Arrays.asList(pending.target().split(","));
      Instant from = now.plus(delays.get().enabled());
      ids.stream()
          .filter(id -> tree.withObjectProperty(PART).remove(id) != null)
          .forEach(id -> tree.withObjectProperty(FROM).put(id, from.toString()));
      List<com.google.api.serviceusage.v1.Service> enabled =
          ids.stream().map(id -> service(tree, id)).toList();
      Operations.finish(
          tree,
          pending.name(),
          OperationMetadata.getDefaultInstance(),
          pending.what().equals(ENABLE)
              ? EnableServiceResponse.newBuilder().setService(enabled.get(0)).build()
              : BatchEnableServicesResponse.newBuilder().addAllServices(enabled).build());
    }
  }
}
