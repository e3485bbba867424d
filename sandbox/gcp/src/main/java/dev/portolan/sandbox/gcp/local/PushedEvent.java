package dev.portolan.sandbox.gcp.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.pubsub.v1.PubsubMessage;
import dev.portolan.sandbox.gcp.eventarc.EventarcState;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What Eventarc makes of a message on its way: a CloudEvent in binary mode.
 *
 * @see <a href="https://cloud.google.com/eventarc/docs/cloudevents">the form of each</a>
 */
record PushedEvent(Map<String, String> headers, byte[] body) {

  /** Of a message of a topic: the message, whole, is the event's data. */
  static PushedEvent published(
      PubsubMessage message, String topic, String subscription, int attempt) {
    JsonNode json = PushedMessage.of(message);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-type", EventarcState.PUBLISHED);
    headers.put("ce-source", "//pubsub.googleapis.com/" + topic);
    headers.put("ce-id", message.getMessageId());
    headers.put("ce-time", json.path("publishTime").asText());
    return new PushedEvent(
        headers,
        PushedMessage.envelope(json, subscription, attempt)
            .toString()
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Of an event of Google's services: its attributes become headers, its data the body. */
  static PushedEvent direct(PubsubMessage message) {
    Map<String, String> headers = new LinkedHashMap<>();
    message
        .getAttributesMap()
        .forEach(
            (name, value) ->
                headers.put(name.equals("content-type") ? "Content-Type" : name, value));
    headers.put("ce-id", message.getMessageId());
    return new PushedEvent(headers, message.getData().toByteArray());
  }
}
