package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.services.pubsub.Pubsub;
import com.google.api.services.pubsub.model.Topic;
import com.google.cloud.eventarc.v1.CloudRun;
import com.google.cloud.eventarc.v1.CreateTriggerRequest;
import com.google.cloud.eventarc.v1.DeleteTriggerRequest;
import com.google.cloud.eventarc.v1.Destination;
import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.eventarc.v1.EventarcClient;
import com.google.cloud.eventarc.v1.ListTriggersRequest;
import com.google.cloud.eventarc.v1.Transport;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.eventarc.v1.UpdateTriggerRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.portolan.sandbox.CallRecord;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import dev.portolan.sandbox.gcp.wire.Delays;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers, as Google's client meets them. */
class EventarcTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;
  private static final String NAME = PARENT + "/triggers/orders";
  private static final String TOPIC = "projects/" + GcpCloud.PROJECT + "/topics/orders";

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private GcpCloud cloud;
  private EventarcClient eventarc;
  private Pubsub pubsub;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, time));
    Clients clients = Clients.of(cloud, true);
    eventarc = Events.eventarc(clients);
    pubsub = Events.pubsub(clients);
    pubsub.projects().topics().create(TOPIC, new Topic()).execute();
    Events.service(clients, PARENT, "orders");
  }

  @AfterEach
  void close() {
    eventarc.close();
    cloud.close();
  }

  private static Trigger.Builder trigger() {
    Trigger.Builder trigger = Trigger.newBuilder().setServiceAccount(GcpCloud.DEPLOYER);
    trigger
        .addEventFiltersBuilder()
        .setAttribute("type")
        .setValue("google.cloud.pubsub.topic.v1.messagePublished");
    trigger
        .getDestinationBuilder()
        .getCloudRunBuilder()
        .setService("orders")
        .setRegion(GcpCloud.REGION);
    trigger.getTransportBuilder().getPubsubBuilder().setTopic(TOPIC);
    return trigger;
  }

  private static CreateTriggerRequest.Builder creation(Trigger.Builder trigger) {
    return CreateTriggerRequest.newBuilder()
        .setParent(PARENT)
        .setTriggerId("orders")
        .setTrigger(trigger);
  }

  private Operation create(Trigger.Builder trigger) {
    return eventarc.createTriggerCallable().call(creation(trigger).build());
  }

  private String refusal(int status, Trigger.Builder trigger) {
    return refused(status, () -> create(trigger));
  }

  private Operation update(Trigger.Builder trigger, String... mask) {
    return eventarc
        .updateTriggerCallable()
        .call(
            UpdateTriggerRequest.newBuilder()
                .setTrigger(trigger.setName(NAME))
                .setUpdateMask(FieldMask.newBuilder().addAllPaths(List.of(mask)))
                .build());
  }

  @Test
  void makesATriggerWithItsSubscription() throws Exception {
    cloud.delay(Delays.none().withOperation(Duration.ofSeconds(40)));
    Operation begun = create(trigger().putLabels("owner", "a"));
    assertFalse(begun.getDone());
    assertEquals(409, status(() -> update(trigger().putLabels("b", "c"), "labels")));
    time.sleep(Duration.ofSeconds(40));
    Operation done = eventarc.getHttpJsonOperationsClient().getOperation(begun.getName());
    assertTrue(done.getDone());
    assertEquals(NAME, done.getResponse().unpack(Trigger.class).getName());

    Trigger made = eventarc.getTrigger(NAME);
    assertEquals("a", made.getLabelsOrThrow("owner"));
    assertEquals("application/json", made.getEventDataContentType());
    assertFalse(made.getUid().isEmpty() || made.getEtag().isEmpty());
    String subscription = made.getTransport().getPubsub().getSubscription();
    assertTrue(subscription.matches(".*/subscriptions/eventarc-us-central1-orders-sub-[0-9]{3}"));
    var told = pubsub.projects().subscriptions().get(subscription).execute();
    assertEquals(TOPIC, told.getTopic());
    assertEquals("600s", told.getRetryPolicy().getMaximumBackoff());
    assertEquals(GcpCloud.DEPLOYER, told.getPushConfig().getOidcToken().getServiceAccountEmail());
    assertEquals(
        1,
        eventarc
            .listTriggersCallable()
            .call(ListTriggersRequest.newBuilder().setParent(PARENT).build())
            .getTriggersCount());
  }

  private static int status(org.junit.jupiter.api.function.Executable call) {
    refused(409, call);
    return 409;
  }

  @Test
  void checksWithoutMaking() {
    Operation told =
        eventarc.createTriggerCallable().call(creation(trigger()).setValidateOnly(true).build());
    assertTrue(told.getDone());
    refused(404, () -> eventarc.getTrigger(NAME));
    CallRecord last = cloud.calls().calls().get(cloud.calls().calls().size() - 2);
    assertEquals(Access.READ, last.access());
  }

  @Test
  void refusesWhatATriggerCannotBe() {
    assertTrue(refusal(400, trigger().clearEventFilters()).contains("'type' is required"));
    assertTrue(
        refusal(
                400,
                trigger()
                    .addEventFilters(EventFilter.newBuilder().setAttribute("topic").setValue("x")))
            .contains("cannot be filtered by topic"));
    assertTrue(
        refusal(
                501,
                trigger()
                    .setEventFilters(
                        0,
                        EventFilter.newBuilder()
                            .setAttribute("type")
                            .setValue("google.cloud.workflows.workflow.v1.created")))
            .contains("does not offer"));
    assertTrue(refusal(400, trigger().clearDestination()).contains("destination"));
    assertTrue(
        refusal(400, trigger().setDestination(run("missing", GcpCloud.REGION)))
            .contains("'missing' was not found"));
    assertTrue(
        refusal(400, trigger().setDestination(run("orders", "europe-west1")))
            .contains("europe-west1"));
    assertTrue(
        refusal(
                400,
                trigger()
                    .setDestination(
                        Destination.newBuilder().setCloudFunction(PARENT + "/functions/f")))
            .contains("through Cloud Functions only"));
    assertTrue(
        refusal(
                403,
                trigger()
                    .setServiceAccount("nobody@" + GcpCloud.PROJECT + ".iam.gserviceaccount.com"))
            .contains("actAs"));
    assertTrue(
        refusal(404, trigger().setTransport(topic(TOPIC + "2"))).contains("resource=orders2"));
    assertTrue(
        refusal(400, trigger().setTransport(topic("projects/other/topics/orders")))
            .contains("in the project"));
    assertTrue(refusal(400, trigger().putLabels("Owner", "a")).contains("Owner"));
    assertTrue(refusal(400, trigger().setChannel(PARENT + "/channels/c")).contains("channel"));
    assertTrue(
        refused(
                400,
                () ->
                    eventarc
                        .createTriggerCallable()
                        .call(creation(trigger()).setTriggerId("Orders").build()))
            .contains("trigger_id"));
    assertTrue(
        refused(
                403,
                () ->
                    eventarc
                        .createTriggerCallable()
                        .call(
                            creation(trigger())
                                .setParent("projects/" + GcpCloud.PROJECT + "/locations/moon")
                                .build()))
            .contains("locations/moon"));
  }

  private static Destination run(String service, String region) {
    return Destination.newBuilder()
        .setCloudRun(CloudRun.newBuilder().setService(service).setRegion(region))
        .build();
  }

  private static Transport topic(String name) {
    Transport.Builder transport = Transport.newBuilder();
    transport.getPubsubBuilder().setTopic(name);
    return transport.build();
  }

  @Test
  void changesWhatMayChange() throws Exception {
    create(trigger());
    Trigger before = eventarc.getTrigger(NAME);
    assertTrue(refused(409, () -> create(trigger())).contains("already exists"));
    update(trigger().putLabels("owner", "b").clearServiceAccount(), "labels", "service_account");
    Trigger after = eventarc.getTrigger(NAME);
    assertEquals("b", after.getLabelsOrThrow("owner"));
    assertEquals("", after.getServiceAccount());
    assertEquals(before.getTransport(), after.getTransport());
    assertFalse(before.getEtag().equals(after.getEtag()));
    String subscription = after.getTransport().getPubsub().getSubscription();
    assertEquals(
        null,
        pubsub
            .projects()
            .subscriptions()
            .get(subscription)
            .execute()
            .getPushConfig()
            .getOidcToken());

    pubsub.projects().topics().create(TOPIC + "2", new Topic()).execute();
    assertTrue(
        refused(400, () -> update(trigger().setTransport(topic(TOPIC + "2")), "transport"))
            .contains("transport cannot be changed"));
    assertTrue(refused(400, () -> update(trigger(), "uid")).contains("uid"));
    assertTrue(refused(400, () -> update(trigger(), "nothing")).contains("nothing"));
  }

  @Test
  void deletesATriggerAndItsSubscriptionButNotATopicItWasGiven() throws Exception {
    create(trigger());
    Trigger made = eventarc.getTrigger(NAME);
    DeleteTriggerRequest.Builder delete = DeleteTriggerRequest.newBuilder().setName(NAME);
    refused(
        409,
        () -> eventarc.deleteTriggerCallable().call(delete.clone().setEtag("\"old\"").build()));
    eventarc.deleteTriggerCallable().call(delete.clone().setEtag(made.getEtag()).build());
    refused(404, () -> eventarc.getTrigger(NAME));
    refused(404, () -> eventarc.deleteTriggerCallable().call(delete.build()));
    eventarc.deleteTriggerCallable().call(delete.setAllowMissing(true).build());
    refused(
        404,
        () ->
            pubsub
                .projects()
                .subscriptions()
                .get(made.getTransport().getPubsub().getSubscription())
                .execute());
    pubsub.projects().topics().get(TOPIC).execute();
  }

  @Test
  void makesATopicForATriggerWithoutOne() throws Exception {
    create(trigger().clearTransport());
    String topic = eventarc.getTrigger(NAME).getTransport().getPubsub().getTopic();
    pubsub.projects().topics().get(topic).execute();
    eventarc.deleteTriggerCallable().call(DeleteTriggerRequest.newBuilder().setName(NAME).build());
    refused(404, () -> pubsub.projects().topics().get(topic).execute());
  }

  @Test
  void makesTheFirstTriggerWaitForTheServiceAgent() {
    cloud.delay(Delays.none().withAgent(Duration.ofMinutes(3)));
    assertTrue(refusal(400, trigger()).contains("Permission denied while using the Eventarc"));
    time.sleep(Duration.ofMinutes(2));
    refusal(400, trigger());
    time.sleep(Duration.ofMinutes(1));
    create(trigger());
    assertEquals(NAME, eventarc.getTrigger(NAME).getName());
  }

  @Test
  void passesTheFaultPoints() {
    cloud
        .faults()
        .on("eventarc.googleapis.com", "CreateTrigger", Phase.BEFORE_SEND, Fault.throttle(), 1);
    refusal(429, trigger());
    create(trigger());
  }
}
