package dev.portolan.sandbox.gcp;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.eventarc.v1.EventFilter;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.scheduler.v1.Job;
import com.google.pubsub.v1.DeadLetterPolicy;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.ConnectionLostException;
import dev.portolan.sandbox.Letters;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.eventarc.EventarcState;
import dev.portolan.sandbox.gcp.firestore.PlainFields;
import dev.portolan.sandbox.gcp.pubsub.DeadLetters;
import dev.portolan.sandbox.gcp.pubsub.Queues;
import dev.portolan.sandbox.gcp.pubsub.Queues.Waiting;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.scheduler.Executions;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

  Firing(GcpCloud cloud, TimeSource time) {
    this.cloud = cloud;
    this.time = time;
  }

  Happening.Result fire(Happening happening) throws InterruptedException, ConnectionLostException {
    Letters letters = Letters.since(cloud.calls());
    Happening.Result result = happen(happening);
    boolean tick = happening.trigger() instanceof Trigger.Schedule;
    for (String topic : tick ? List.<String>of() : deadLetters(happening.name())) {
      if (letters.any(
          call -> call.operation().equals("Publish") && call.target().contains(topic + ":"))) {
        String name = "topic " + topic.replaceFirst(".*/", "");
        return Letters.refused(result, happening.function(), name);
      }
    }
    return result;
  }

  /** The topics of the dead letters of the services that hear of it. */
  private List<String> deadLetters(String name) {
    return listening(name).stream()
        .map(each -> each.getDestination().getCloudRun())
        .flatMap(
            run ->
                RunState.SERVICES.list(cloud.state(), "projects/").stream()
                    .filter(each -> each.getName().endsWith("/services/" + run.getService())))
        .flatMap(each -> each.getTemplate().getContainersList().stream())
        .flatMap(each -> each.getEnvList().stream())
        .filter(each -> each.getName().equals(DeadLetterVariable.NAME))
        .map(EnvVar::getValue)
        .filter(each -> !each.isEmpty())
        .toList();
  }

  private List<com.google.cloud.eventarc.v1.Trigger> listening(String name) {
    return EventarcState.TRIGGERS.list(cloud.state(), "projects/").stream()
        .filter(each -> hears(each, name))
        .toList();
  }

  private Happening.Result happen(Happening happening)
      throws InterruptedException, ConnectionLostException {
    return happening.trigger() instanceof Trigger.Schedule ? tick(happening) : event(happening);
  }

  private Happening.Result tick(Happening happening)
      throws InterruptedException, ConnectionLostException {
    String mark = "for " + happening.owner().id() + ", function " + happening.function() + " ";
    Optional<Job> job =
        Executions.JOBS.list(cloud.state(), "projects/").stream()
            .filter(each -> each.getDescription().contains(mark))
            .findFirst();
    if (job.isEmpty()) {
      throw happening.unheard("project");
    }
    String name = job.get().getName();
    call("POST", "cloudscheduler.googleapis.com", "/v1/" + name + ":run", "", "{}");
    while (true) {
      Optional<Executions.Execution> open =
          Executions.open(cloud.state()).stream()
              .filter(each -> each.job().equals(name))
              .findFirst();
      Job now = Executions.JOBS.find(cloud.state(), name).orElseThrow();
      boolean failed = now.getStatus().getCode() != 0;
      if (open.isEmpty() || open.get().attempts() > 0) {
        String told = failed ? ": failed with code " + now.getStatus().getCode() : ": handled";
        return new Happening.Result(!failed, List.of(happening.function() + told));
      }
      time.sleep(GLANCE);
    }
  }

  private Happening.Result event(Happening happening)
      throws InterruptedException, ConnectionLostException {
    List<String> listening =
        listening(happening.name()).stream()
            .map(each -> each.getTransport().getPubsub().getSubscription())
            .toList();
    if (listening.isEmpty()) {
      throw happening.unheard("project");
    }
    Set<String> before = keys();
    cause(happening);
    while (true) {
      List<Waiting> waiting =
          Queues.waiting(cloud.state()).stream()
              .filter(each -> !before.contains(each.key()))
              .filter(each -> listening.contains(each.subscription()))
              .toList();
      if (waiting.stream().allMatch(each -> each.attempts() > 0)) {
        List<String> told = new ArrayList<>();
        for (Waiting each : waiting) {
          told.add(
              each.subscription()
                  + ": failed, and will be tried again at "
                  + each.due()
                  + DeadLetters.policy(cloud.state(), each.subscription())
                      .map(Firing::told)
                      .orElse(""));
        }
        if (told.isEmpty()) {
          told.add(happening.function() + ": handled");
        }
        return new Happening.Result(waiting.isEmpty(), told);
      }
      time.sleep(GLANCE);
    }
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

  private void cause(Happening happening) throws ConnectionLostException {
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
        attributes.put("ce-source", "/portolan/fire").put("ce-id", UUID.randomUUID().toString());
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
