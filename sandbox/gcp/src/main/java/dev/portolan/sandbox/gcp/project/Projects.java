package dev.portolan.sandbox.gcp.project;

import com.google.cloud.resourcemanager.v3.GetProjectRequest;
import com.google.cloud.resourcemanager.v3.ProjectsProto;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;

/** The one project, and who may do what in all of it. */
public final class Projects implements Service {
  private static final String NAME = "projects/" + Project.ID;
  private final Rpcs rpcs;

  public Projects(Policies policies) {
    this.rpcs =
        Rpcs.of(Rpcs.service(ProjectsProto.getDescriptor(), "Projects"))
            .on(
                "GetProject",
                GetProjectRequest.getDefaultInstance(),
                (request, call) ->
                    com.google.cloud.resourcemanager.v3.Project.newBuilder()
                        .setName("projects/" + Project.NUMBER)
                        .setProjectId(Project.ID)
                        .setDisplayName("Portolan sandbox")
                        .setState(com.google.cloud.resourcemanager.v3.Project.State.ACTIVE)
                        .build())
            .on(
                "GetIamPolicy",
                Access.READ,
                GetIamPolicyRequest.getDefaultInstance(),
                (request, call) -> policies.told(call.tree(), NAME, request.getOptions()))
            .on(
                "SetIamPolicy",
                SetIamPolicyRequest.getDefaultInstance(),
                (request, call) ->
                    policies.set(request.toBuilder().setResource(NAME).build(), call))
            .on(
                "TestIamPermissions",
                Access.READ,
                TestIamPermissionsRequest.getDefaultInstance(),
                (request, call) -> policies.test(request));
  }

  @Override
  public String host() {
    return "cloudresourcemanager.googleapis.com";
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }
}
