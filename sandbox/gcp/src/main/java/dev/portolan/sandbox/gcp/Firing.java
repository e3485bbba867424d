package dev.portolan.sandbox.gcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.scheduler.v1.Job;
import com.google.pubsub.v1.DeadLetterPolicy;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Refusals;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.eventarc.EventarcState;
import dev.portolan.sandbox.gcp.firestore.PlainFields;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.pubsub.DeadLetters;
import dev.portolan.sandbox.gcp.pubsub.Queues;
import dev.portolan.sandbox.gcp.pubsub.Queues.Waiting;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.scheduler.Executions;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Has something happen by a call of Google's own API, and waits until functions have it: a message
 * is published, an object uploaded or deleted, a document written, a job run.
 */
final class Firing {
  private static final String JSON = "application/json";

  private static final Duration GLANCE = Duration.ofMillis(50);

  private final GcpCloud cloud;
  private final TimeSource time;
  private final DataPlane plane;
  private final Refusals refusals;

  Firing(GcpCloud cloud, TimeSource time, DataPlane plane, Refusals refusals) {
    this.cloud = cloud;
    this.time = time;
    this.plane = plane;
    this.refusals = refusals;
  }

  Happening.Result fire(Happening happening) throws InterruptedException, ConnectionLostException {
    List<Delivery> all = new ArrayList<>();
    if (happening.trigger() instanceof Trigger.Schedule) {
      Instant scheduled = time.now();
      for (int turn = 1; turn <= happening.times(); turn++) {
        all.add(tick(happening, scheduled).at(1, turn));
      }
      return new Happening.Result(all);
    }
    int event = 0;
    for (Happening each : happening.each()) {
      event++;
      for (Delivery delivery : event(each)) {
        all.add(delivery.at(event, delivery.time()));
      }
    }
    return new Happening.Result(all);
  }

  /** A topic of the dead letters of a service that hears of it; empty for none. */
  private String deadLetters(String service) {
    return RunState.SERVICES.list(cloud.state(), "projects/").stream()
        .filter(each -> each.getName().endsWith("/services/" + service))
        .flatMap(each -> each.getTemplate().getContainersList().stream())
        .flatMap(each -> each.getEnvList().stream())
        .filter(each -> each.getName().equals(DeadLetterVariable.NAME))
        .map(EnvVar::getValue)
        .filter(each -> !each.isEmpty())
        .findFirst()
        .map(topic -> "topic " + topic.replaceFirst(".*/", ""))
        .orElse("");
  }

  private List<com.google.cloud.eventarc.v1.Trigger> listening(String name) {
    return EventarcState.TRIGGERS.list(cloud.state(), "projects/").stream()
        .filter(each -> hears(each, name))
        .toList();
  }

  private static String service(com.google.cloud.eventarc.v1.Trigger trigger) {
    return trigger.getDestination().getCloudRun().getService().replaceFirst(".*/", "");
  }

  /**
   * Executes the job as its method {@code run} does, again too with the time it was scheduled for:
   * "Cloud Scheduler is designed to provide 'at least once' delivery".
   *
   * @see <a href="https://cloud.google.com/scheduler/docs/overview">About Cloud Scheduler</a>
   */
  private Delivery tick(Happening happening, Instant scheduled) throws InterruptedException {
    String mark = "for " + happening.owner().id() + ", function " + happening.function() + " ";
    Optional<Job> job =
        Executions.JOBS.list(cloud.state(), "projects/").stream()
            .filter(each -> each.getDescription().contains(mark))
            .findFirst();
    if (job.isEmpty()) {
      throw happening.unheard("project");
    }
    String name = job.get().getName();
    Refusals.Since since = refusals.since();
    cloud.change(tree -> Executions.begin(tree, name, scheduled, time.now()));
    plane.changed();
    while (true) {
      Optional<Executions.Execution> open =
          Executions.open(cloud.state()).stream()
              .filter(each -> each.job().equals(name))
              .findFirst();
      Job now = Executions.JOBS.find(cloud.state(), name).orElseThrow();
      if (open.isEmpty() || open.get().attempts() > 0) {
        int code = now.getStatus().getCode();
        Delivery delivery =
            Delivery.of(
                happening.function(),
                code == 0 ? Fate.HANDLED : Fate.FAILED,
                1,
                code == 0 ? "handled" : "failed with code " + code);
        plane.settle();
        String url = now.getHttpTarget().getUri();
        // nobody keeps a tick
        return since.told(delivery, serviceAt(url), Set.of(), "");
      }
      time.sleep(GLANCE);
    }
  }

  private String serviceAt(String url) {
    return RunState.SERVICES.list(cloud.state(), "projects/").stream()
        .filter(each -> !each.getUri().isEmpty() && url.startsWith(each.getUri()))
        .findFirst()
        .map(each -> each.getName().replaceFirst(".*/", ""))
        .orElse("");
  }

  /** The deliveries of one event, each with the number of its time. */
  private List<Delivery> event(Happening happening)
      throws InterruptedException, ConnectionLostException {
    List<com.google.cloud.eventarc.v1.Trigger> all = listening(happening.name());
    List<String> listening =
        all.stream().map(each -> each.getTransport().getPubsub().getSubscription()).toList();
    if (listening.isEmpty()) {
      throw happening.unheard("project");
    }
    Refusals.Since since = refusals.since();
    Set<String> before = keys();
    String id = UUID.randomUUID().toString();
    repeat(listening, happening.times() - 1);
    try {
      cause(happening, id);
    } finally {
      repeat(listening, 0);
    }
    while (true) {
      List<Waiting> waiting =
          Queues.waiting(cloud.state()).stream()
              .filter(each -> !before.contains(each.key()))
              .filter(each -> listening.contains(each.subscription()))
              .toList();
      if (waiting.stream().allMatch(each -> each.attempts() > 0)) {
        plane.settle();
        List<Delivery> ended = new ArrayList<>();
        for (com.google.cloud.eventarc.v1.Trigger each : all) {
          ended.addAll(deliveries(happening, each, waiting, since));
        }
        return ended;
      }
      time.sleep(GLANCE);
    }
  }

  private void repeat(List<String> subscriptions, int again) {
    cloud.change(tree -> Queues.repeat(tree, subscriptions, again));
  }

  private List<Delivery> deliveries(
      Happening happening,
      com.google.cloud.eventarc.v1.Trigger trigger,
      List<Waiting> waiting,
      Refusals.Since since) {
    String subscription = trigger.getTransport().getPubsub().getSubscription();
    Optional<Waiting> left =
        waiting.stream().filter(each -> each.subscription().equals(subscription)).findFirst();
    int handled = left.map(each -> happening.times() - 1 - each.again()).orElse(happening.times());
    String service = service(trigger);
    String to = isOf(trigger, happening) ? happening.function() : service;
    String place = deadLetters(service);
    List<Delivery> ended = new ArrayList<>();
    for (int turn = 1; turn <= handled; turn++) {
      Delivery delivery = Delivery.of(to, Fate.HANDLED, 1, "handled").at(1, turn);
      ended.add(since.told(delivery, service, Set.of(), place));
    }
    left.ifPresent(
        each -> {
          String line =
              "failed, and will be tried again at "
                  + each.due()
                  + DeadLetters.policy(cloud.state(), subscription).map(Firing::told).orElse("");
          ended.add(
              new Delivery(
                  to,
                  1,
                  handled + 1,
                  Fate.FAILED,
                  each.attempts(),
                  "",
                  List.of(subscription + ": " + line)));
        });
    return ended;
  }

  /** Whether a trigger is that of the function to which it happens. */
  private static boolean isOf(com.google.cloud.eventarc.v1.Trigger trigger, Happening happening) {
    return trigger.getLabelsMap().values().stream()
        .anyMatch(each -> each.equals(happening.function()));
  }

  private static String told(DeadLetterPolicy policy) {
    return ", %d times in all, and go to %s then"
        .formatted(
            policy.getMaxDeliveryAttempts(),
            policy.getDeadLetterTopic().replaceFirst(".*/", "topic "));
  }

  private Set<String> keys() {
    Set<String> keys = new HashSet<>();
    Queues.waiting(cloud.state()).forEach(each -> keys.add(each.key()));
    return keys;
  }

  /** Whether a trigger is about a topic, a bucket or a collection of this name. */
  private static boolean hears(com.google.cloud.eventarc.v1.Trigger trigger, String name) {
    return trigger.getTransport().getPubsub().getTopic().endsWith("/topics/" + name)
        || trigger.getEventFiltersList().stream()
            .map(EventFilter::getValue)
            .anyMatch(value -> value.equals(name) || value.startsWith(name + "/"));
  }

  private void cause(Happening happening, String id) throws ConnectionLostException {
    String name = happening.name();
    String key = happening.key().isEmpty() ? "fired" : happening.key();
    String object = URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    if (happening.trigger() instanceof Trigger.ObjectCreated) {
      call(
          "POST",
          "storage.googleapis.com",
          "/upload/storage/v1/b/" + name + "/o",
          "uploadType=media&name=" + object,
          Optional.ofNullable(URLConnection.guessContentTypeFromName(key))
              .orElse("application/octet-stream"),
          happening.data());
    } else if (happening.trigger() instanceof Trigger.ObjectDeleted) {
      call("DELETE", "storage.googleapis.com", "/storage/v1/b/" + name + "/o/" + object, "", "");
    } else if (happening.trigger() instanceof Trigger.RecordChanged) {
      boolean removed = happening.data().length == 0;
      call(
          removed ? "DELETE" : "PATCH",
          "firestore.googleapis.com",
          "/v1/projects/"
              + GcpCloud.PROJECT
              + "/databases/(default)/documents/"
              + name
              + "/"
              + object,
          "",
          JSON,
          removed ? new byte[0] : PlainFields.document(happening.data()));
    } else {
      ObjectNode publish = JsonNodeFactory.instance.objectNode();
      ObjectNode message = publish.putArray("messages").addObject();
      message.put("data", Base64.getEncoder().encodeToString(happening.data()));
      if (happening.trigger() instanceof Trigger.Topic topic && !topic.types().isEmpty()) {
        ObjectNode attributes = message.putObject("attributes");
        attributes.put("ce-specversion", "1.0").put("ce-type", topic.types().get(0));
        attributes.put("ce-source", "/portolan/fire").put("ce-id", id);
        attributes.put("content-type", JSON);
      }
      call(
          "POST",
          "pubsub.googleapis.com",
          "/v1/projects/" + GcpCloud.PROJECT + "/topics/" + name + ":publish",
          "",
          publish.toString());
    }
  }

  private void call(String method, String host, String path, String query, String body)
      throws ConnectionLostException {
    call(method, host, path, query, JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  private void call(
      String method, String host, String path, String query, String contentType, byte[] body)
      throws ConnectionLostException {
    WireHeaders headers =
        WireHeaders.of("Authorization", "Bearer " + cloud.accessToken())
            .with("Content-Type", contentType);
    WireResponse response =
        cloud.handle(new WireRequest(method, "/" + host + path, query, headers, body));
    if (response.status() >= 300) {
      throw DeployException.of(
          DeployException.Kind.UNAVAILABLE,
          method + " " + host + path + " answered " + response.status() + ": " + response.text(),
          "see what it is about");
    }
  }
}
