package dev.portolan.adapter.googlecloudfunctions;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.adapter.googlecloudfunctions.EmbeddedGoogle.Answer;
import dev.portolan.adapter.googlecloudfunctions.EmbeddedGoogle.Call;
import dev.portolan.codec.JsonReader;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.Outbound;
import dev.portolan.testkit.adapter.AdapterHarness.Running;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import dev.portolan.testkit.adapter.OutboundContract;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A topic and a bucket, which remember. */
final class EmbeddedPlaces implements OutboundContract.Platform {
  private static final String TOPIC = "projects/my-project/topics/to-pack";
  private static final String BUCKET = "labels";
  private static final String OBJECTS = "/storage/v1/b/" + BUCKET + "/o/";
  private static final String UPLOAD =
      "/upload/storage/v1/b/" + BUCKET + "/o?uploadType=media&name=";
  private static final String NO_BUCKET =
      "{\"error\":{\"code\":404,\"message\":\"The specified bucket does not exist.\"}}";

  private record Stored(byte[] content, String type) {}

  private final EmbeddedGoogle google;
  private final List<Map<?, ?>> messages = new ArrayList<>();
  private final Map<String, Stored> objects = new HashMap<>();

  EmbeddedPlaces() throws IOException {
    google = new EmbeddedGoogle();
    google.otherwise = this::answer;
  }

  private Answer answer(Call call) {
    if (!("Bearer t" + google.tokens).equals(call.header("Authorization"))) {
      return Answer.of(401, "{}");
    }
    String target = call.target();
    if (target.equals("/v1/" + TOPIC + ":publish")) {
      Map<?, ?> request = (Map<?, ?>) JsonReader.read(call.body());
      ((List<?>) request.get("messages")).forEach(each -> messages.add((Map<?, ?>) each));
      return Answer.of(200, "{\"messageIds\":[\"1\"]}");
    }
    if (target.startsWith(UPLOAD) && call.method().equals("POST")) {
      objects.put(
          decoded(target.substring(UPLOAD.length())),
          new Stored(call.body(), call.header("Content-Type")));
      return Answer.of(200, "{}");
    }
    if (!target.startsWith(OBJECTS)) {
      return Answer.of(404, NO_BUCKET);
    }
    String key = decoded(target.substring(OBJECTS.length()).replace("?alt=media", ""));
    Stored stored = call.method().equals("DELETE") ? objects.remove(key) : objects.get(key);
    if (stored == null) {
      return Answer.of(404, "No such object: " + BUCKET + "/" + key);
    }
    return call.method().equals("DELETE")
        ? Answer.of(204, "")
        : Answer.of(200, stored.content(), "Content-Type", stored.type());
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public Outbound outbound() {
    return google.outbound();
  }

  @Override
  public String queue() {
    return TOPIC;
  }

  @Override
  public String bucket() {
    return BUCKET;
  }

  @Override
  public String missingBucket() {
    return "nowhere";
  }

  /** As Eventarc hands them on. */
  @Override
  public void deliver(FunctionUnderTest function) {
    try (Running running = new GoogleHarness().start(function)) {
      for (Map<?, ?> each : messages) {
        Map<String, Object> message = new LinkedHashMap<>();
        each.forEach((name, value) -> message.put((String) name, value));
        message.put("messageId", "2070443601311540");
        message.put("publishTime", "2021-02-26T19:13:55.749Z");
        byte[] body = new JsonWriter().value(Map.of("message", message)).toBytes();
        HttpRequest request = Published.of("to-pack", "", "").request().withBody(body);
        HttpResponse answer = running.http(request, Duration.ofSeconds(20));
        if (answer.status() >= 300) {
          throw new IllegalStateException("answered " + answer.status());
        }
      }
    }
    messages.clear();
  }

  @Override
  public void close() {
    google.close();
  }
}
