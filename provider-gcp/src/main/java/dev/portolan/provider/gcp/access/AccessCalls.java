package dev.portolan.provider.gcp.access;

import com.google.api.services.cloudresourcemanager.v3.model.Project;
import com.google.api.services.cloudresourcemanager.v3.model.TestIamPermissionsRequest;
import com.google.api.services.cloudresourcemanager.v3.model.TestIamPermissionsResponse;
import com.google.api.serviceusage.v1.BatchEnableServicesRequest;
import com.google.api.serviceusage.v1.BatchGetServicesRequest;
import com.google.api.serviceusage.v1.BatchGetServicesResponse;
import com.google.api.serviceusage.v1.State;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.OwnProject;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a project is and lets us do: one method a call. */
public record AccessCalls(GoogleClients clients, Tally tally, Place place, OwnProject project) {
  /** Those of some APIs that the project does not use; "a maximum of 30 services at a time". */
  SortedSet<String> disabled(Collection<String> apis) throws Exception {
    BatchGetServicesRequest request =
        BatchGetServicesRequest.newBuilder()
            .setParent(name())
            .addAllNames(apis.stream().map(api -> name() + "/services/" + api).toList())
            .build();
    BatchGetServicesResponse answer =
        tally.read(() -> clients.usage().batchGetServicesCallable().call(request));
    SortedSet<String> disabled = new TreeSet<>(apis);
    answer.getServicesList().stream()
        .filter(each -> each.getState() == State.ENABLED)
        .forEach(each -> disabled.remove(each.getName().replaceAll(".*/", "")));
    return disabled;
  }

  /** "A single request can enable a maximum of 20 services at a time". */
  Operation enable(Collection<String> apis) throws Exception {
    BatchEnableServicesRequest request =
        BatchEnableServicesRequest.newBuilder().setParent(name()).addAllServiceIds(apis).build();
    return tally.mutation(() -> clients.usage().batchEnableServicesCallable().call(request));
  }

  /** How far the enabling is; not counted. */
  Operation glance(String operation) throws Exception {
    GetOperationRequest request = GetOperationRequest.newBuilder().setName(operation).build();
    return tally.glance(
        () -> clients.usage().getHttpJsonOperationsClient().getOperationCallable().call(request));
  }

  /** Those of some permissions that we have on the project; up to 100 at a time. */
  Set<String> allowed(Collection<String> permissions) throws Exception {
    TestIamPermissionsRequest request =
        new TestIamPermissionsRequest().setPermissions(List.copyOf(permissions));
    TestIamPermissionsResponse answer =
        tally.read(
            () -> clients.projects().projects().testIamPermissions(name(), request).execute());
    return answer.getPermissions() == null ? Set.of() : new TreeSet<>(answer.getPermissions());
  }

  /** The project itself; empty where there is none. */
  Optional<Project> find() throws Exception {
    return project.find();
  }

  private String name() {
    return "projects/" + place.project();
  }
}
