package dev.portolan.sandbox.gcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Calls by hand, as with curl: to interfaces that no client of ours speaks. */
record Rest(GcpCloud cloud) {
  static final String BUCKETS = "/storage.googleapis.com/storage/v1/b";
  static final String UPLOADS = "/storage.googleapis.com/upload/storage/v1/b/";
  static final String DATABASES =
      "/firestore.googleapis.com/v1/projects/" + GcpCloud.PROJECT + "/databases";

  WireResponse call(String method, String path, String body) throws IOException {
    int at = path.indexOf('?');
    return cloud.handle(
        new WireRequest(
            method,
            at < 0 ? path : path.substring(0, at),
            at < 0 ? "" : path.substring(at + 1),
            WireHeaders.of("Authorization", "Bearer " + cloud.accessToken())
                .with("Content-Type", "text/plain"),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  /** What a call that must succeed answers. */
  JsonNode json(String method, String path, String body) throws IOException {
    WireResponse answer = call(method, path, body);
    if (answer.status() >= 300) {
      throw new AssertionError(method + " " + path + ": " + answer.status() + " " + answer.text());
    }
    return answer.body().length == 0
        ? MissingNode.getInstance()
        : new ObjectMapper().readTree(answer.body());
  }

  /** Stores an object. */
  JsonNode put(String bucket, String name, String text) throws IOException {
    return json("POST", UPLOADS + bucket + "/o?uploadType=media&name=" + name, text);
  }
}
