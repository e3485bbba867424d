package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What Eventarc sends for a message (cloud.google.com/eventarc/docs/cloudevents, "Pub/Sub"): a
 * CloudEvent in binary mode.
 */
record Published(String topic, String data, String attributes) {
  static Published of(String topic, String text, String attributes) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Published(topic, Base64.getEncoder().encodeToString(bytes), attributes);
  }

  String body() {
    return "{\"message\":{\"attributes\":{"
        + attributes
        + "},\"data\":\""
        + data
        + "\",\"messageId\":\"2070443601311540\",\"message_id\":\"2070443601311540\","
        + "\"publishTime\":\"2021-02-26T19:13:55.749Z\",\"publish_time\":\"2021-02-26T19:13:55.749Z\""
        + ",\"orderingKey\":\"k1\"},\"subscription\":\"projects/my-project/subscriptions/my-sub\"}";
  }

  HttpRequest request() {
    return event("google.cloud.pubsub.topic.v1.messagePublished", body())
        .withHeader("ce-source", "//pubsub.googleapis.com/projects/my-project/topics/" + topic)
        .withHeader("ce-id", "2070443601311540")
        .withHeader("ce-time", "2021-02-26T19:13:55.749Z")
        .withHeader("content-type", "application/json");
  }

  /** An event in binary mode, without id, source and media type. */
  static HttpRequest event(String type, String body) {
    return HttpRequest.of("POST", "/")
        .withHeader("ce-specversion", "1.0")
        .withHeader("ce-type", type)
        .withBody(body.getBytes(StandardCharsets.UTF_8));
  }
}
