package dev.portolan.sandbox.gcp.run;

import com.google.cloud.run.v2.CreateServiceRequest;
import com.google.cloud.run.v2.DeleteServiceRequest;
import com.google.cloud.run.v2.GetServiceRequest;
import com.google.cloud.run.v2.ListServicesRequest;
import com.google.cloud.run.v2.ListServicesResponse;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.UpdateServiceRequest;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.longrunning.Operation;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import java.util.Optional;

/** The methods about services. */
final class ServiceActions {
  private final Services services;
  private final Policies policies;

  ServiceActions(Services services, Policies policies) {
    this.services = services;
    this.policies = policies;
  }

  Rpcs on(Rpcs rpcs) {
    return rpcs.on(
            "GetService",
            GetServiceRequest.getDefaultInstance(),
            (request, call) -> there(call, request.getName()))
        .on("ListServices", ListServicesRequest.getDefaultInstance(), ServiceActions::list)
        .on("CreateService", CreateServiceRequest.getDefaultInstance(), this::create)
        .on("UpdateService", UpdateServiceRequest.getDefaultInstance(), this::update)
        .on("DeleteService", DeleteServiceRequest.getDefaultInstance(), this::delete)
        .on("GetIamPolicy", GetIamPolicyRequest.getDefaultInstance(), this::policy)
        .on("SetIamPolicy", SetIamPolicyRequest.getDefaultInstance(), this::setPolicy)
        .on(
            "TestIamPermissions",
            Access.READ,
            TestIamPermissionsRequest.getDefaultInstance(),
            (request, call) -> policies.test(request));
  }

  private static Service there(Call call, String name) {
    return RunState.SERVICES
        .find(call.tree(), name)
        .orElseThrow(() -> ServiceName.of(name).missing("SERVICE"));
  }

  private static ListServicesResponse list(ListServicesRequest request, Call call) {
    Page<Service> page =
        Page.of(
            RunState.SERVICES.list(call.tree(), request.getParent().replaceFirst("/-$", "") + "/"),
            request.getPageSize(),
            request.getPageToken(),
            100);
    return ListServicesResponse.newBuilder()
        .addAllServices(page.items())
        .setNextPageToken(page.next())
        .build();
  }

  private Operation create(CreateServiceRequest request, Call call) {
    if (!request.getService().getName().isEmpty()) {
      throw RunError.violation("CreateServiceRequest.service.name", "must be empty.");
    }
    String name = request.getParent() + "/services/" + request.getServiceId();
    return services.create(name, request.getService(), request.getValidateOnly(), call);
  }

  private Operation update(UpdateServiceRequest request, Call call) {
    Service wanted = request.getService();
    Optional<Service> current = RunState.SERVICES.find(call.tree(), wanted.getName());
    if (current.isEmpty() && request.getAllowMissing()) {
      return services.create(
          wanted.getName(),
          wanted.toBuilder().clearName().build(),
          request.getValidateOnly(),
          call);
    }
    return services.update(
        there(call, wanted.getName()),
        wanted,
        request.getUpdateMask(),
        request.getValidateOnly(),
        call);
  }

  private Operation delete(DeleteServiceRequest request, Call call) {
    Service current = there(call, request.getName());
    ServiceName id = ServiceName.of(request.getName());
    if (!request.getEtag().isEmpty() && !request.getEtag().equals(current.getEtag())) {
      throw RunError.CONFLICT.refusal(id.id(), request.getEtag(), current.getEtag());
    }
    if (current.hasDeleteTime()) {
      throw id.missing("SERVICE");
    }
    return services.delete(current, call);
  }

  private Policy policy(GetIamPolicyRequest request, Call call) {
    there(call, request.getResource());
    return policies.told(call.tree(), request.getResource(), request.getOptions());
  }

  private Policy setPolicy(SetIamPolicyRequest request, Call call) {
    there(call, request.getResource());
    return policies.set(request, call);
  }
}
