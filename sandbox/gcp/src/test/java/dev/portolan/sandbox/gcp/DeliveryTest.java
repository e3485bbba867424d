package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.api.services.iam.v1.Iam;
import com.google.api.services.iam.v1.model.CreateServiceAccountRequest;
import com.google.api.services.pubsub.Pubsub;
import com.google.api.services.pubsub.model.DeadLetterPolicy;
import com.google.api.services.pubsub.model.PublishRequest;
import com.google.api.services.pubsub.model.PubsubMessage;
import com.google.api.services.pubsub.model.RetryPolicy;
import com.google.api.services.pubsub.model.Subscription;
import com.google.api.services.pubsub.model.Topic;
import com.google.api.services.pubsub.model.UpdateSubscriptionRequest;
import com.google.cloud.eventarc.v1.CreateTriggerRequest;
import com.google.cloud.eventarc.v1.EventarcClient;
import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.scheduler.v1.CloudSchedulerClient;
import com.google.cloud.scheduler.v1.Job;
import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.protobuf.ByteString;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.local.InstanceRunner;
import dev.portolan.sandbox.gcp.local.LocalPlane;
import dev.portolan.sandbox.gcp.pubsub.DeadLetters;
import dev.portolan.sandbox.images.pod.AnsweringPods;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages and ticks on their way to a service. */
@Timeout(120)
class DeliveryTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;
  private static final String SERVICE = PARENT + "/services/orders";
  private static final String TOPIC = "projects/" + GcpCloud.PROJECT + "/topics/orders";
  private static final String ACCOUNT =
      GcpCloud.PROJECT_NUMBER + "-compute@developer.gserviceaccount.com";

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private final BlockingQueue<WireRequest> seen = new LinkedBlockingQueue<>();
  private final Queue<Integer> answers = new ConcurrentLinkedQueue<>();
  private AnsweringPods pods;
  private GcpCloud cloud;
  private Clients clients;
  private ServicesClient services;
  private Pubsub pubsub;
  private String url;

  @BeforeEach
  void open() throws Exception {
    pods =
        AnsweringPods.open(
            request -> {
              Integer status = answers.poll();
              seen.add(request);
              return WireResponse.of(status == null ? 204 : status, "text/plain", "");
            });
    cloud =
        GcpCloud.open(
            Setup.inMemory(directory, time)
                .with(world -> LocalPlane.open(world, InstanceRunner.of(pods))));
    clients = Clients.of(cloud, true);
    services = clients.services();
    pubsub = Events.pubsub(clients);
    Events.service(clients, PARENT, "orders");
    Patience.until("the service is ready", () -> !services.getService(SERVICE).getReconciling());
    url = services.getService(SERVICE).getUri();
    invoker();
  }

  @AfterEach
  void close() {
    services.close();
    cloud.close();
    pods.close();
  }

  private void invoker(String... members) {
    Binding.Builder binding = Binding.newBuilder().setRole("roles/run.invoker");
    binding.addAllMembers(
        List.of(members.length == 0 ? new String[] {"serviceAccount:" + ACCOUNT} : members));
    services.setIamPolicy(
        SetIamPolicyRequest.newBuilder()
            .setResource(SERVICE)
            .setPolicy(Policy.newBuilder().addBindings(binding))
            .build());
  }

  private void trigger() throws Exception {
    trigger(ACCOUNT);
  }

  private void trigger(String account) throws Exception {
    pubsub.projects().topics().create(TOPIC, new Topic()).execute();
    Trigger.Builder trigger = Trigger.newBuilder().setServiceAccount(account);
    trigger
        .addEventFiltersBuilder()
        .setAttribute("type")
        .setValue("google.cloud.pubsub.topic.v1.messagePublished");
    trigger
        .getDestinationBuilder()
        .getCloudRunBuilder()
        .setService("orders")
        .setRegion(GcpCloud.REGION)
        .setPath("/events");
    trigger.getTransportBuilder().getPubsubBuilder().setTopic(TOPIC);
    try (EventarcClient eventarc = Events.eventarc(clients)) {
      eventarc
          .createTriggerCallable()
          .call(
              CreateTriggerRequest.newBuilder()
                  .setParent(PARENT)
                  .setTriggerId("orders")
                  .setTrigger(trigger)
                  .build());
    }
  }

  private String publish() throws Exception {
    PubsubMessage message =
        new PubsubMessage().setData("eyJhIjoxfQ==").setAttributes(Map.of("k", "v"));
    return pubsub
        .projects()
        .topics()
        .publish(TOPIC, new PublishRequest().setMessages(List.of(message)))
        .execute()
        .getMessageIds()
        .get(0);
  }

  private WireRequest next() throws InterruptedException {
    return seen.poll(30, TimeUnit.SECONDS);
  }

  private boolean isWaiting() {
    JsonNode waiting = cloud.state().path("undelivered");
    return waiting.properties().stream().anyMatch(each -> !each.getValue().isEmpty());
  }

  private static String header(WireRequest request, String name) {
    return request.headers().first(name).orElse("");
  }

  @Test
  void bringsAMessageAsACloudEvent() throws Exception {
    trigger();
    String id = publish();
    WireRequest request = next();
    assertEquals("POST", request.method());
    assertEquals("/events", request.path());
    assertEquals(
        List.of("CUSTOM_PUBSUB_" + TOPIC), request.parameters().get("__GCP_CloudEventsMode"));
    assertEquals("1.0", header(request, "ce-specversion"));
    assertEquals("google.cloud.pubsub.topic.v1.messagePublished", header(request, "ce-type"));
    assertEquals("//pubsub.googleapis.com/" + TOPIC, header(request, "ce-source"));
    assertEquals(id, header(request, "ce-id"));
    assertEquals("2026-01-01T00:00:00Z", header(request, "ce-time"));
    assertEquals("application/json", header(request, "Content-Type"));
    assertTrue(header(request, "Authorization").endsWith(".SIGNATURE_REMOVED_BY_GOOGLE"));
    assertEquals("", header(request, "X-Sandbox-Internal"));
    JsonNode body = new ObjectMapper().readTree(request.body());
    assertEquals("eyJhIjoxfQ==", body.path("message").path("data").asText());
    assertEquals("v", body.path("message").path("attributes").path("k").asText());
    assertEquals(id, body.path("message").path("messageId").asText());
    assertEquals(id, body.path("message").path("message_id").asText());
    assertTrue(body.path("subscription").asText().contains("/subscriptions/eventarc-"));
    assertFalse(body.has("deliveryAttempt"), "nobody counts without somewhere for dead letters");
    Patience.until("the message is acknowledged", () -> !isWaiting());
    assertNull(seen.poll());
  }

  /** A trigger for events of Google's own. */
  private void direct(String... filters) throws Exception {
    cloud.furnish();
    Trigger.Builder trigger = Trigger.newBuilder().setServiceAccount(GcpCloud.DEPLOYER);
    for (int i = 0; i < filters.length; i += 2) {
      trigger.addEventFiltersBuilder().setAttribute(filters[i]).setValue(filters[i + 1]);
    }
    if (filters[1].contains(".firestore.")) {
      trigger.setEventDataContentType("application/protobuf");
      trigger
          .addEventFiltersBuilder()
          .setAttribute("document")
          .setValue("parcels/{id}")
          .setOperator("match-path-pattern");
    }
    trigger
        .getDestinationBuilder()
        .getCloudRunBuilder()
        .setService("orders")
        .setRegion(GcpCloud.REGION);
    invoker("serviceAccount:" + GcpCloud.DEPLOYER);
    try (EventarcClient eventarc = Events.eventarc(clients)) {
      eventarc
          .createTriggerCallable()
          .call(
              CreateTriggerRequest.newBuilder()
                  .setParent(PARENT)
                  .setTriggerId("direct")
                  .setTrigger(trigger)
                  .build());
    }
  }

  @Test
  void bringsWhatHappensToObjects() throws Exception {
    cloud.bucket("photos", GcpCloud.REGION);
    cloud.bucket("scans", GcpCloud.REGION);
    answers.add(500);
    direct("type", "google.cloud.storage.object.v1.finalized", "bucket", "photos");
    Rest rest = new Rest(cloud);
    rest.put("scans", "a.txt", "not for us");
    JsonNode stored = rest.put("photos", "a%2Fb.txt", "hello");
    WireRequest first = next();
    assertEquals(List.of("GCS_NOTIFICATION"), first.parameters().get("__GCP_CloudEventsMode"));
    assertEquals("google.cloud.storage.object.v1.finalized", header(first, "ce-type"));
    assertEquals("//storage.googleapis.com/projects/_/buckets/photos", header(first, "ce-source"));
    assertEquals("objects/a/b.txt", header(first, "ce-subject"));
    assertEquals("photos", header(first, "ce-bucket"));
    assertEquals("application/json", header(first, "Content-Type"));
    assertEquals(stored, new ObjectMapper().readTree(first.body()));
    Patience.until("the next try is planned", () -> attempts() == 1);
    time.sleep(Duration.ofSeconds(10));
    assertEquals(header(first, "ce-id"), header(next(), "ce-id"), "once more, the same");
    Patience.until("the event is acknowledged", () -> !isWaiting());
    rest.json("DELETE", Rest.BUCKETS + "/photos/o/a%2Fb.txt", "");
    assertTrue(!isWaiting(), "a removal is another type");
    assertNull(seen.poll());
  }

  @Test
  void tellsAnObjectThatIsReplacedAsDeleted() throws Exception {
    cloud.bucket("photos", GcpCloud.REGION);
    direct("type", "google.cloud.storage.object.v1.deleted", "bucket", "photos");
    Rest rest = new Rest(cloud);
    String first = rest.put("photos", "a.txt", "1").path("generation").asText();
    rest.put("photos", "a.txt", "2");
    WireRequest deleted = next();
    assertEquals("google.cloud.storage.object.v1.deleted", header(deleted, "ce-type"));
    assertEquals(first, new ObjectMapper().readTree(deleted.body()).path("generation").asText());
  }

  @Test
  void bringsWhatHappensToDocuments() throws Exception {
    direct("type", "google.cloud.firestore.document.v1.written", "database", "(default)");
    Rest rest = new Rest(cloud);
    String documents = Rest.DATABASES + "/(default)/documents/";
    String fields = "{\"fields\":{\"to\":{\"stringValue\":\"Rome\"}}}";
    rest.json("POST", documents + "others?documentId=1", fields);
    rest.json("POST", documents + "parcels?documentId=1", fields);
    WireRequest created = next();
    assertEquals("google.cloud.firestore.document.v1.written", header(created, "ce-type"));
    assertEquals(
        "//firestore.googleapis.com/projects/" + GcpCloud.PROJECT + "/databases/(default)",
        header(created, "ce-source"));
    assertEquals("documents/parcels/1", header(created, "ce-subject"));
    assertEquals("parcels/1", header(created, "ce-document"));
    assertEquals("(default)", header(created, "ce-database"));
    assertEquals("application/protobuf", header(created, "Content-Type"));
    assertEquals(List.of("CE_PUBSUB_BINDING"), created.parameters().get("__GCP_CloudEventsMode"));
    assertEquals(1 << 3 | 2, created.body()[0], "the document as it is");
    rest.json("PATCH", documents + "parcels/1", fields);
    rest.json("DELETE", documents + "parcels/1", "");
    WireRequest deleted = next();
    assertEquals(2 << 3 | 2, deleted.body()[0], "the document as it was: nothing had changed");
    assertNull(seen.poll());
  }

  @Test
  void keepsAMessageAsLongAsTheSubscriptionSays() throws Exception {
    answers.addAll(List.of(500, 500));
    trigger();
    String name = cloud.state().path("subscriptions").fieldNames().next();
    var subscriptions = pubsub.projects().subscriptions();
    subscriptions.patch(name, kept("604800s")).execute();
    assertEquals("604800s", subscriptions.get(name).execute().getMessageRetentionDuration());
    refused(400, () -> subscriptions.patch(name, kept("599s")).execute());
    refused(400, () -> subscriptions.patch(name, kept("2678401s")).execute());
    publish();
    next();
    Patience.until("the next try is planned", () -> attempts() == 1);
    time.sleep(Duration.ofDays(6));
    next();
    Patience.until("the next try is planned", () -> attempts() == 2);
  }

  private static UpdateSubscriptionRequest kept(String duration) {
    return new UpdateSubscriptionRequest()
        .setUpdateMask("messageRetentionDuration")
        .setSubscription(new Subscription().setMessageRetentionDuration(duration));
  }

  @Test
  void bringsAMessageAgainUntilItIsTaken() throws Exception {
    answers.addAll(List.of(500, 400));
    trigger();
    String id = publish();
    assertEquals(id, header(next(), "ce-id"));
    Patience.until("the next try is planned", () -> attempts() == 1);
    time.sleep(Duration.ofSeconds(9));
    assertNull(seen.poll());
    time.sleep(Duration.ofSeconds(1));
    assertEquals(id, header(next(), "ce-id"));
    Patience.until("the next try is planned", () -> attempts() == 2);
    time.sleep(Duration.ofSeconds(20));
    assertEquals(id, header(next(), "ce-id"));
    Patience.until("the message is acknowledged", () -> !isWaiting());
  }

  @Test
  void changesHowLongATriggersSubscriptionWaits() throws Exception {
    trigger();
    String name = cloud.state().path("subscriptions").fieldNames().next();
    var subscriptions = pubsub.projects().subscriptions();
    assertEquals(10, subscriptions.get(name).execute().getAckDeadlineSeconds());
    subscriptions.patch(name, deadline("ackDeadlineSeconds", 90)).execute();
    assertEquals(90, subscriptions.get(name).execute().getAckDeadlineSeconds());
    assertEquals(TOPIC, subscriptions.get(name).execute().getTopic());
    for (int seconds : List.of(9, 601)) {
      refused(
          400, () -> subscriptions.patch(name, deadline("ackDeadlineSeconds", seconds)).execute());
    }
    refused(400, () -> subscriptions.patch(name, deadline("topic", 90)).execute());
    refused(
        404, () -> subscriptions.patch(name + "0", deadline("ackDeadlineSeconds", 90)).execute());
  }

  private static UpdateSubscriptionRequest deadline(String mask, int seconds) {
    return new UpdateSubscriptionRequest()
        .setUpdateMask(mask)
        .setSubscription(new Subscription().setAckDeadlineSeconds(seconds));
  }

  private int attempts() {
    return cloud.state().path("undelivered").elements().next().path(0).path("attempts").asInt();
  }

  @Test
  void keepsAMessageWhileTheTriggerMayNotCall() throws Exception {
    invoker("serviceAccount:" + GcpCloud.DEPLOYER);
    trigger();
    publish();
    Patience.until("a try was refused", () -> attempts() == 1);
    assertNull(seen.poll());
    invoker();
    time.sleep(Duration.ofSeconds(10));
    assertEquals("POST", next().method());
  }

  @Test
  void takesOnlySomeAnswersForAcknowledgement() throws Exception {
    answers.addAll(List.of(206, 302, 202));
    trigger();
    publish();
    for (int i = 1; i <= 2; i++) {
      next();
      int tries = i;
      Patience.until("the next try is planned", () -> attempts() == tries);
      time.sleep(Duration.ofMinutes(10));
    }
    next();
    Patience.until("the message is acknowledged", () -> !isWaiting());
    assertNull(seen.poll());
  }

  @Test
  void nothingIsSentAsAnAccountThatIsGone() throws Exception {
    Iam.Projects.ServiceAccounts accounts = clients.iam().projects().serviceAccounts();
    String project = "projects/" + GcpCloud.PROJECT;
    CreateServiceAccountRequest caller = new CreateServiceAccountRequest().setAccountId("caller");
    String email = accounts.create(project, caller).execute().getEmail();
    invoker("allUsers");
    trigger(email);
    Job.Builder job = job();
    job.getHttpTargetBuilder().getOidcTokenBuilder().setServiceAccountEmail(email);
    try (CloudSchedulerClient scheduler = Events.scheduler(clients)) {
      scheduler.createJob(PARENT, job.build());
      accounts.delete(project + "/serviceAccounts/" + email).execute();
      publish();
      Patience.until("a try has failed", () -> attempts() == 1);
      scheduler.runJob(PARENT + "/jobs/nightly");
      Patience.until("the execution is over", () -> cloud.state().path("executions").isEmpty());
      assertEquals(16, scheduler.getJob(PARENT + "/jobs/nightly").getStatus().getCode());
    }
    assertNull(seen.poll());
  }

  private void grant(String thing, String role) throws Exception {
    new Rest(cloud)
        .json(
            "POST",
            "/pubsub.googleapis.com/v1/" + thing + ":setIamPolicy",
            "{\"policy\":{\"bindings\":[{\"role\":\"%s\",\"members\":[\"serviceAccount:%s\"]}]}}"
                .formatted(role, DeadLetters.AGENT));
  }

  @Test
  void forwardsAMessageThatFailsTooOftenWherePubSubMayPublishAndTake() throws Exception {
    for (int i = 0; i < 7; i++) {
      answers.add(500);
    }
    trigger();
    String name = cloud.state().path("subscriptions").fieldNames().next();
    var subscriptions = pubsub.projects().subscriptions();
    DeadLetterPolicy policy = new DeadLetterPolicy().setDeadLetterTopic(TOPIC + "-dead");
    UpdateSubscriptionRequest request =
        new UpdateSubscriptionRequest()
            .setUpdateMask("deadLetterPolicy")
            .setSubscription(new Subscription().setDeadLetterPolicy(policy));
    refused(404, () -> subscriptions.patch(name, request).execute());
    pubsub.projects().topics().create(TOPIC + "-dead", new Topic()).execute();
    for (int attempts : List.of(4, 101)) {
      policy.setMaxDeliveryAttempts(attempts);
      refused(400, () -> subscriptions.patch(name, request).execute());
    }
    policy.setMaxDeliveryAttempts(0);
    assertEquals(
        5,
        subscriptions
            .patch(name, request)
            .execute()
            .getDeadLetterPolicy()
            .getMaxDeliveryAttempts());
    grant(TOPIC + "-dead", "roles/pubsub.publisher");
    UpdateSubscriptionRequest impatient =
        new UpdateSubscriptionRequest()
            .setUpdateMask("retryPolicy")
            .setSubscription(
                new Subscription()
                    .setRetryPolicy(
                        new RetryPolicy().setMinimumBackoff("20s").setMaximumBackoff("10s")));
    refused(400, () -> subscriptions.patch(name, impatient).execute());
    publish();
    for (int i = 1; i <= 6; i++) {
      JsonNode body = new ObjectMapper().readTree(next().body());
      assertEquals(i, body.path("deliveryAttempt").asInt());
      int tries = i;
      Patience.until("the next try is planned", () -> attempts() == tries);
      time.sleep(Duration.ofMinutes(10));
      if (i == 5) {
        // more often than it may fail, since Pub/Sub may not take it yet: it goes with the next
        next();
        Patience.until("the next try is planned", () -> attempts() == 6);
        grant(name, "roles/pubsub.subscriber");
        time.sleep(Duration.ofMinutes(10));
        break;
      }
    }
    next();
    Patience.until("the message is forwarded", () -> !isWaiting());
    assertNull(seen.poll());
    subscriptions
        .patch(
            name,
            new UpdateSubscriptionRequest()
                .setUpdateMask("deadLetterPolicy")
                .setSubscription(new Subscription()))
        .execute();
    assertNull(subscriptions.get(name).execute().getDeadLetterPolicy());
  }

  @Test
  void dropsAMessageAfterADay() throws Exception {
    answers.addAll(List.of(500, 500));
    trigger();
    publish();
    next();
    Patience.until("the next try is planned", () -> attempts() == 1);
    time.sleep(Duration.ofDays(1));
    next();
    Patience.until("the message is dropped", () -> !isWaiting());
  }

  private Job.Builder job() {
    Job.Builder job =
        Job.newBuilder()
            .setName(PARENT + "/jobs/nightly")
            .setSchedule("0 2 * * *")
            .setTimeZone("Europe/Rome");
    job.getHttpTargetBuilder()
        .setUri(url + "/tick")
        .setBody(ByteString.copyFromUtf8("{}"))
        .putHeaders("ce-type", "google.cloud.scheduler.job.v1.executed")
        .putHeaders("X-Google-Own", "x")
        .putHeaders("x-cloudscheduler-jobname", "x")
        .getOidcTokenBuilder()
        .setServiceAccountEmail(ACCOUNT)
        .setAudience(url);
    return job;
  }

  @Test
  void ticksWhenItsTimeHasCome() throws Exception {
    try (CloudSchedulerClient scheduler = Events.scheduler(clients)) {
      scheduler.createJob(PARENT, job().build());
      time.sleep(Duration.ofMinutes(59));
      assertNull(seen.poll());
      time.sleep(Duration.ofMinutes(1));
      WireRequest tick = next();
      assertEquals("/tick", tick.path());
      assertEquals("true", header(tick, "X-CloudScheduler"));
      assertEquals("nightly", header(tick, "X-CloudScheduler-JobName"));
      assertEquals("2026-01-01T02:00:00+01:00", header(tick, "X-CloudScheduler-ScheduleTime"));
      assertEquals("Google-Cloud-Scheduler", header(tick, "User-Agent"));
      assertEquals("application/octet-stream", header(tick, "Content-Type"));
      assertEquals("google.cloud.scheduler.job.v1.executed", header(tick, "ce-type"));
      assertEquals("", header(tick, "X-Google-Own"));
      assertEquals("{}", tick.text());
      Patience.until("the execution is over", () -> cloud.state().path("executions").isEmpty());
      assertEquals(0, scheduler.getJob(PARENT + "/jobs/nightly").getStatus().getCode());
    }
  }

  @Test
  void runsAJobThatIsToldToAndRetriesIt() throws Exception {
    answers.addAll(List.of(503, 503));
    Job.Builder job = job();
    job.getRetryConfigBuilder().setRetryCount(1);
    try (CloudSchedulerClient scheduler = Events.scheduler(clients)) {
      scheduler.createJob(PARENT, job.build());
      scheduler.pauseJob(PARENT + "/jobs/nightly");
      scheduler.runJob(PARENT + "/jobs/nightly");
      String scheduled = header(next(), "X-CloudScheduler-ScheduleTime");
      Patience.until(
          "the retry is planned",
          () -> cloud.state().path("executions").elements().next().path("attempts").asInt() == 1);
      time.sleep(Duration.ofSeconds(5));
      assertEquals(scheduled, header(next(), "X-CloudScheduler-ScheduleTime"));
      Patience.until("the execution is over", () -> cloud.state().path("executions").isEmpty());
      assertEquals(14, scheduler.getJob(PARENT + "/jobs/nightly").getStatus().getCode());
    }
  }
}
