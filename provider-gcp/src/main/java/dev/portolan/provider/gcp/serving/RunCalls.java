package dev.portolan.provider.gcp.serving;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.run.v2.CreateServiceRequest;
import com.google.cloud.run.v2.DeleteRevisionRequest;
import com.google.cloud.run.v2.DeleteServiceRequest;
import com.google.cloud.run.v2.ListRevisionsRequest;
import com.google.cloud.run.v2.ListRevisionsResponse;
import com.google.cloud.run.v2.ListServicesRequest;
import com.google.cloud.run.v2.ListServicesResponse;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.UpdateServiceRequest;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.GetPolicyOptions;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.ChangedMeanwhile;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Pages;
import dev.portolan.provider.gcp.wire.PartialList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One method a call of the Cloud Run Admin API.
 *
 * @see <a href="https://cloud.google.com/run/docs/reference/rest">version 2</a>
 */
public final class RunCalls {
  private static final int PAGE = 1000;
  private static final int POLICY_VERSION = 3;

  private final GoogleClients clients;
  private final Tally tally;
  private final Place place;

  public RunCalls(GoogleClients clients, Tally tally, Place place) {
    this.clients = clients;
    this.tally = tally;
    this.place = place;
  }

  public Place place() {
    return place;
  }

  /** All services of the place. */
  List<Service> services() throws Exception {
    return Pages.all(
        this::services,
        ListServicesResponse::getServicesList,
        ListServicesResponse::getNextPageToken);
  }

  private ListServicesResponse services(String page) throws Exception {
    ListServicesRequest request =
        ListServicesRequest.newBuilder()
            .setParent(place.parent())
            .setPageSize(PAGE)
            .setPageToken(page)
            .build();
    ListServicesResponse answer =
        tally.read(
            () ->
                Found.orIfDisabled(
                    () -> clients.services().listServicesCallable().call(request),
                    ListServicesResponse.getDefaultInstance()));
    PartialList.check("services", answer.getUnreachableList());
    return answer;
  }

  List<Revision> revisions(String service) throws Exception {
    return revisions(service, tally::read);
  }

  /** The revisions of one service, as somebody who waits for one. */
  List<Revision> glanceAtRevisions(String service) throws Exception {
    return revisions(service, tally::glance);
  }

  /** Makes a call, counted or not. */
  private interface Way {
    ListRevisionsResponse call(Callable<ListRevisionsResponse> call) throws Exception;
  }

  private List<Revision> revisions(String service, Way way) throws Exception {
    ListRevisionsRequest.Builder request =
        ListRevisionsRequest.newBuilder().setParent(place.service(service)).setPageSize(PAGE);
    return Pages.all(
        page -> {
          ListRevisionsRequest next = request.setPageToken(page).build();
          return way.call(() -> clients.revisions().listRevisionsCallable().call(next));
        },
        ListRevisionsResponse::getRevisionsList,
        ListRevisionsResponse::getNextPageToken);
  }

  public Optional<Service> service(String name) throws Exception {
    return tally.read(() -> get(name));
  }

  /** Where a service answers. */
  public String url(String name) throws Exception {
    return service(name)
        .map(Service::getUri)
        .filter(uri -> !uri.isEmpty())
        .orElseThrow(() -> new ChangedMeanwhile("service " + name + " was deleted"));
  }

  public Optional<Service> glanceAtService(String name) throws Exception {
    return tally.glance(() -> get(name));
  }

  private Optional<Service> get(String name) throws Exception {
    try {
      return Optional.of(clients.services().getService(place.service(name)));
    } catch (NotFoundException none) {
      return Optional.empty();
    }
  }

  public Operation create(String name, Service service) throws Exception {
    CreateServiceRequest request =
        CreateServiceRequest.newBuilder()
            .setParent(place.parent())
            .setServiceId(name)
            .setService(service)
            .build();
    return tally.mutation(() -> clients.services().createServiceCallable().call(request));
  }

  /**
   * Changes a service that still has the etag.
   *
   * @param mask what of it; empty for all
   */
  public Operation update(Service service, FieldMask mask) throws Exception {
    UpdateServiceRequest.Builder request = UpdateServiceRequest.newBuilder().setService(service);
    if (mask.getPathsCount() > 0) {
      request.setUpdateMask(mask);
    }
    return tally.mutation(() -> clients.services().updateServiceCallable().call(request.build()));
  }

  /** Asks what an update, or a creation, would be told. */
  public void rehearse(Service service) throws Exception {
    UpdateServiceRequest request =
        UpdateServiceRequest.newBuilder()
            .setService(service)
            .setAllowMissing(true)
            .setValidateOnly(true)
            .build();
    tally.read(() -> clients.services().updateServiceCallable().call(request));
  }

  /** Also content with there being none any longer. */
  Optional<Operation> delete(Service service) throws Exception {
    DeleteServiceRequest request =
        DeleteServiceRequest.newBuilder()
            .setName(service.getName())
            .setEtag(service.getEtag())
            .build();
    return tally.mutation(
        () -> {
          try {
            return Optional.of(clients.services().deleteServiceCallable().call(request));
          } catch (NotFoundException none) {
            return Optional.empty();
          }
        });
  }

  /** Also content with there being none. */
  Optional<Operation> deleteRevision(String service, String revision) throws Exception {
    DeleteRevisionRequest request =
        DeleteRevisionRequest.newBuilder()
            .setName(place.service(service) + "/revisions/" + revision)
            .build();
    return tally.mutation(
        () -> {
          try {
            return Optional.of(clients.revisions().deleteRevisionCallable().call(request));
          } catch (NotFoundException none) {
            return Optional.empty();
          }
        });
  }

  public Operation glanceAtOperation(String name) throws Exception {
    return tally.glance(() -> clients.services().getHttpJsonOperationsClient().getOperation(name));
  }

  /** Who may do what with a service. */
  public Policy policy(String service) throws Exception {
    GetIamPolicyRequest request =
        GetIamPolicyRequest.newBuilder()
            .setResource(place.service(service))
            .setOptions(GetPolicyOptions.newBuilder().setRequestedPolicyVersion(POLICY_VERSION))
            .build();
    return tally.read(() -> clients.services().getIamPolicy(request));
  }

  /** Replaces the policy that has the same etag. */
  void setPolicy(String service, Policy policy) throws Exception {
    SetIamPolicyRequest request =
        SetIamPolicyRequest.newBuilder()
            .setResource(place.service(service))
            .setPolicy(policy)
            .build();
    tally.mutation(() -> clients.services().setIamPolicy(request));
  }
}
