package dev.portolan.provider.gcp.events;

import com.google.api.services.pubsub.model.ListSubscriptionsResponse;
import com.google.api.services.pubsub.model.Subscription;
import com.google.api.services.pubsub.model.UpdateSubscriptionRequest;
import com.google.cloud.eventarc.v1.CreateTriggerRequest;
import com.google.cloud.eventarc.v1.DeleteTriggerRequest;
import com.google.cloud.eventarc.v1.GetTriggerRequest;
import com.google.cloud.eventarc.v1.ListTriggersRequest;
import com.google.cloud.eventarc.v1.ListTriggersResponse;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.eventarc.v1.UpdateTriggerRequest;
import com.google.cloud.scheduler.v1.CreateJobRequest;
import com.google.cloud.scheduler.v1.DeleteJobRequest;
import com.google.cloud.scheduler.v1.GetJobRequest;
import com.google.cloud.scheduler.v1.Job;
import com.google.cloud.scheduler.v1.ListJobsRequest;
import com.google.cloud.scheduler.v1.ListJobsResponse;
import com.google.cloud.scheduler.v1.UpdateJobRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Pages;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Triggers and jobs: one method a call. */
public record EventCalls(GoogleClients clients, Tally tally, Place place) {
  /** "The maximum page size is 500", jobs; a location holds 500 triggers. */
  private static final int PAGE = 500;

  /**
   * All triggers of the project: a bucket's are where the bucket is.
   *
   * @param unreachable takes the locations that some may be missing from
   * @see <a href="https://cloud.google.com/sdk/gcloud/reference/eventarc/triggers/list">"use - to
   *     refer to all"</a>
   */
  List<Trigger> triggers(Collection<String> unreachable) throws Exception {
    return Pages.all(
        page -> {
          ListTriggersResponse answer = triggers(page);
          answer.getUnreachableList().forEach(each -> unreachable.add(Place.last(each)));
          return answer;
        },
        ListTriggersResponse::getTriggersList,
        ListTriggersResponse::getNextPageToken);
  }

  private ListTriggersResponse triggers(String page) throws Exception {
    ListTriggersRequest request =
        ListTriggersRequest.newBuilder()
            .setParent("projects/" + place.project() + "/locations/-")
            .setPageSize(PAGE)
            .setPageToken(page)
            .build();
    return tally.read(() -> clients.eventarc().listTriggersCallable().call(request));
  }

  Optional<Trigger> trigger(String name) throws Exception {
    GetTriggerRequest request = GetTriggerRequest.newBuilder().setName(name).build();
    return tally.read(() -> Found.of(() -> clients.eventarc().getTriggerCallable().call(request)));
  }

  /** A trigger; throws what Google answers where there is none. */
  Trigger existing(String name) throws Exception {
    GetTriggerRequest request = GetTriggerRequest.newBuilder().setName(name).build();
    return tally.read(() -> clients.eventarc().getTriggerCallable().call(request));
  }

  Operation create(Trigger trigger) throws Exception {
    CreateTriggerRequest request =
        CreateTriggerRequest.newBuilder()
            .setParent(trigger.getName().replaceFirst("/triggers/.*", ""))
            .setTriggerId(Place.last(trigger.getName()))
            .setTrigger(trigger)
            .build();
    return tally.mutation(() -> clients.eventarc().createTriggerCallable().call(request));
  }

  Operation update(Trigger trigger, Collection<String> paths) throws Exception {
    UpdateTriggerRequest request =
        UpdateTriggerRequest.newBuilder().setTrigger(trigger).setUpdateMask(mask(paths)).build();
    return tally.mutation(() -> clients.eventarc().updateTriggerCallable().call(request));
  }

  /** Empty if it is gone already. */
  Optional<Operation> deleteTrigger(String name) throws Exception {
    DeleteTriggerRequest request = DeleteTriggerRequest.newBuilder().setName(name).build();
    return tally.mutation(
        () -> Found.of(() -> clients.eventarc().deleteTriggerCallable().call(request)));
  }

  /** How far an operation of Eventarc is; not counted. */
  Operation glance(String operation) throws Exception {
    GetOperationRequest request = GetOperationRequest.newBuilder().setName(operation).build();
    return tally.glance(
        () ->
            clients.eventarc().getHttpJsonOperationsClient().getOperationCallable().call(request));
  }

  /** All jobs of the location. */
  List<Job> jobs() throws Exception {
    ListJobsRequest.Builder request =
        ListJobsRequest.newBuilder().setParent(place.parent()).setPageSize(PAGE);
    return Pages.all(
        page -> {
          ListJobsRequest next = request.setPageToken(page).build();
          return tally.read(() -> clients.scheduler().listJobsCallable().call(next));
        },
        ListJobsResponse::getJobsList,
        ListJobsResponse::getNextPageToken);
  }

  Optional<Job> job(String name) throws Exception {
    GetJobRequest request = GetJobRequest.newBuilder().setName(name).build();
    return tally.read(() -> Found.of(() -> clients.scheduler().getJobCallable().call(request)));
  }

  void create(Job job) throws Exception {
    CreateJobRequest request =
        CreateJobRequest.newBuilder().setParent(place.parent()).setJob(job).build();
    tally.mutation(() -> clients.scheduler().createJobCallable().call(request));
  }

  void update(Job job, Collection<String> paths) throws Exception {
    UpdateJobRequest request =
        UpdateJobRequest.newBuilder().setJob(job).setUpdateMask(mask(paths)).build();
    tally.mutation(() -> clients.scheduler().updateJobCallable().call(request));
  }

  void deleteJob(String name) throws Exception {
    DeleteJobRequest request = DeleteJobRequest.newBuilder().setName(name).build();
    tally.mutation(
        () ->
            Found.of(
                () -> {
                  clients.scheduler().deleteJobCallable().call(request);
                  return name;
                }));
  }

  /** A subscription of Pub/Sub; empty if there is none. */
  Optional<Subscription> subscription(String name) throws Exception {
    return tally.read(
        () -> Found.of(() -> clients.pubsub().projects().subscriptions().get(name).execute()));
  }

  /** All subscriptions of the project, whosever they are. */
  List<Subscription> subscriptions() throws Exception {
    return Pages.all(
        page ->
            tally.read(
                () ->
                    clients
                        .pubsub()
                        .projects()
                        .subscriptions()
                        .list("projects/" + place.project())
                        .setPageToken(page.isEmpty() ? null : page)
                        .execute()),
        answer -> Objects.requireNonNullElse(answer.getSubscriptions(), List.<Subscription>of()),
        ListSubscriptionsResponse::getNextPageToken);
  }

  /** Says how a subscription delivers. */
  void deliver(String subscription, Delivery wanted) throws Exception {
    Subscription next =
        new Subscription().setName(subscription).setAckDeadlineSeconds(wanted.deadline());
    List<String> mask = new ArrayList<>(List.of("ackDeadlineSeconds"));
    wanted
        .kept()
        .ifPresent(
            seconds -> {
              next.setMessageRetentionDuration(seconds + "s");
              mask.add("messageRetentionDuration");
            });
    wanted
        .forward()
        .ifPresent(
            forward -> {
              next.setDeadLetterPolicy(forward.policy());
              mask.add("deadLetterPolicy");
            });
    patch(next, mask);
  }

  /** Has a subscription forward nothing any more. */
  void forwardNoMore(String subscription) throws Exception {
    patch(new Subscription().setName(subscription), List.of("deadLetterPolicy"));
  }

  private void patch(Subscription next, List<String> mask) throws Exception {
    UpdateSubscriptionRequest request =
        new UpdateSubscriptionRequest().setSubscription(next).setUpdateMask(String.join(",", mask));
    tally.mutation(
        () -> clients.pubsub().projects().subscriptions().patch(next.getName(), request).execute());
  }

  private static FieldMask mask(Collection<String> paths) {
    return FieldMask.newBuilder().addAllPaths(paths).build();
  }
}
