package dev.portolan.provider.gcp;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.images.Calls;
import dev.portolan.provider.gcp.wire.Endpoints;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Login;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Google's APIs in memory, as far as rooms of the provider are tested by themselves: things at
 * paths, policies with etags, and refusals that a test asks for. Stateful, behind the real clients.
 */
public final class FakeGoogle extends HttpTransport {
  public static final String PROJECT = "shop-project";
  public static final String NUMBER = "415104041262";
  public static final String REGION = "europe-west1";

  private static final String KEY = key();

  /** What is there, by host and path. */
  public final Map<String, JsonObject> things = new TreeMap<>();

  /** What was called: method, host and path. */
  public final List<String> calls = new ArrayList<>();

  /** Permissions that we do not have. */
  public final Set<String> denied = new TreeSet<>();

  /** APIs that the project does not use. */
  public final Set<String> disabled = new TreeSet<>();

  /** The token that says who we are: one that never expires; empty for none. */
  public String identity = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjk5OTk5OTk5OTl9.c2ln";

  {
    put(
        "cloudresourcemanager.googleapis.com/v3/projects/" + PROJECT,
        "{\"name\":\"projects/" + NUMBER + "\",\"projectId\":\"" + PROJECT + "\"}");
  }

  private final Map<String, Deque<Refusal>> refusals = new LinkedHashMap<>();
  private int etag;

  private record Refusal(int http, String status, String message) {}

  /** Refuses the next call that contains a text. */
  public void refuse(String call, int http, String status, String message) {
    refusals
        .computeIfAbsent(call, none -> new ArrayDeque<>())
        .add(new Refusal(http, status, message));
  }

  /** Puts something there. */
  public void put(String path, String json) {
    things.put(path, JsonParser.parseString(json).getAsJsonObject());
  }

  /** The calls that change something. */
  public List<String> mutations() {
    return calls.stream()
        .filter(call -> !call.startsWith("GET "))
        .filter(call -> !call.endsWith(":getIamPolicy") && !call.endsWith(":testIamPermissions"))
        .toList();
  }

  /** Clients that speak to this. */
  public GoogleClients clients(Path directory) throws IOException {
    return new GoogleClients(
        this, Login.open(Optional.of(keyFile(directory)), this), new Endpoints(Optional.empty()));
  }

  /** A file with credentials that this takes. */
  public Path keyFile(Path directory) throws IOException {
    JsonObject file = new JsonObject();
    file.addProperty("type", "service_account");
    file.addProperty("project_id", PROJECT);
    file.addProperty("private_key_id", "1");
    file.addProperty("private_key", KEY);
    file.addProperty("client_email", "deployer@" + PROJECT + ".iam.gserviceaccount.com");
    file.addProperty("client_id", "1");
    file.addProperty("token_uri", "https://oauth2.googleapis.com/token");
    return Files.writeString(directory.resolve("key.json"), file.toString());
  }

  /** Counts, and repeats nothing. */
  public static Tally tally() {
    return new Tally(Calls.once());
  }

  @Override
  public boolean supportsMethod(String method) {
    return true;
  }

  @Override
  protected LowLevelHttpRequest buildRequest(String method, String url) {
    return new MockLowLevelHttpRequest(url) {
      @Override
      public LowLevelHttpResponse execute() throws IOException {
        String body = "";
        if (getStreamingContent() != null) {
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          getStreamingContent().writeTo(bytes);
          body = text(bytes.toByteArray());
        }
        String override = getFirstHeaderValue("X-HTTP-Method-Override");
        return answer(override == null ? method : override, URI.create(url), body);
      }
    };
  }

  /** Google's clients send some bodies compressed. */
  private static String text(byte[] bytes) throws IOException {
    boolean zipped = bytes.length > 1 && bytes[0] == (byte) 0x1f && bytes[1] == (byte) 0x8b;
    try (InputStream in =
        zipped
            ? new GZIPInputStream(new ByteArrayInputStream(bytes))
            : new ByteArrayInputStream(bytes)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private LowLevelHttpResponse answer(String method, URI uri, String body) {
    if (uri.getHost().equals("oauth2.googleapis.com")) {
      return json(
          200,
          "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600"
              + (identity.isEmpty() ? "}" : ",\"id_token\":\"" + identity + "\"}"));
    }
    String path = uri.getHost() + uri.getPath();
    String call = method + " " + path;
    calls.add(call);
    for (Map.Entry<String, Deque<Refusal>> each : refusals.entrySet()) {
      if (call.contains(each.getKey()) && !each.getValue().isEmpty()) {
        Refusal refusal = each.getValue().poll();
        return error(refusal.http(), refusal.status(), refusal.message(), "");
      }
    }
    if (disabled.contains(uri.getHost())) {
      return error(403, "PERMISSION_DENIED", "API has not been used", "SERVICE_DISABLED");
    }
    Map<String, List<String>> query = query(uri);
    JsonObject sent =
        body.isEmpty() ? new JsonObject() : JsonParser.parseString(body).getAsJsonObject();
    int verb = path.lastIndexOf(':');
    return verb > path.lastIndexOf('/')
        ? special(path.substring(0, verb), path.substring(verb + 1), sent, query)
        : plain(method, path, sent, query);
  }

  private LowLevelHttpResponse special(
      String path, String verb, JsonObject sent, Map<String, List<String>> query) {
    switch (verb) {
      case "getIamPolicy":
        if (path.contains("/secrets/") && !things.containsKey(path)) {
          return error(404, "NOT_FOUND", "Secret not found", "");
        }
        return json(200, policy(path).toString());
      case "setIamPolicy":
        return setPolicy(path, sent.getAsJsonObject("policy"), 409);
      case "testIamPermissions":
        JsonArray allowed = new JsonArray();
        for (JsonElement each : sent.getAsJsonArray("permissions")) {
          if (!denied.contains(each.getAsString())) {
            allowed.add(each);
          }
        }
        JsonObject answer = new JsonObject();
        answer.add("permissions", allowed);
        return json(200, answer.toString());
      case "batchGet":
        JsonArray services = new JsonArray();
        for (String name : query.get("names")) {
          JsonObject service = new JsonObject();
          service.addProperty("name", name);
          service.addProperty(
              "state", disabled.contains(name.replaceAll(".*/", "")) ? "DISABLED" : "ENABLED");
          services.add(service);
        }
        JsonObject all = new JsonObject();
        all.add("services", services);
        return json(200, all.toString());
      case "batchEnable":
        sent.getAsJsonArray("serviceIds").forEach(each -> disabled.remove(each.getAsString()));
        return json(200, "{\"name\":\"operations/enable\",\"done\":true}");
      default:
        return error(404, "NOT_FOUND", "no verb " + verb, "");
    }
  }

  private static boolean isBucketPolicy(String path) {
    return path.startsWith("storage.googleapis.com/storage/v1/b/") && path.endsWith("/iam");
  }

  private LowLevelHttpResponse setPolicy(String path, JsonObject next, int conflict) {
    if (!next.get("etag").equals(policy(path).get("etag"))) {
      return error(
          conflict,
          "ABORTED",
          "There were concurrent policy changes. Please retry the whole read-modify-write",
          "");
    }
    next.addProperty("etag", etag());
    things.put(path + "#policy", next);
    return json(200, next.toString());
  }

  private LowLevelHttpResponse plain(
      String method, String path, JsonObject sent, Map<String, List<String>> query) {
    switch (method) {
      case "GET":
        if (isBucketPolicy(path)) {
          return json(200, policy(path).toString());
        }
        String page = query.getOrDefault("pageToken", List.of("")).get(0);
        if (!page.isEmpty()) {
          return json(200, things.get(path + "#" + page).toString());
        }
        if (things.containsKey(path)) {
          return json(200, things.get(path).toString());
        }
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.matches("serviceAccounts|triggers|jobs|services|secrets|topics|b")
            ? json(200, list(path, last).toString())
            : error(404, "NOT_FOUND", path + " was not found", "");
      case "PUT":
        if (isBucketPolicy(path)) {
          return setPolicy(path, sent, 412);
        }
        things.put(path, sent);
        return json(200, sent.toString());
      case "PATCH":
        return patch(path, sent, query);
      case "DELETE":
        return things.remove(path) == null
            ? error(404, "NOT_FOUND", path + " was not found", "")
            : json(200, done(path));
      default:
        return create(path, sent, query);
    }
  }

  private LowLevelHttpResponse create(
      String path, JsonObject sent, Map<String, List<String>> query) {
    JsonObject thing = sent;
    String at;
    if (sent.has("accountId")) {
      String email =
          sent.get("accountId").getAsString() + "@" + PROJECT + ".iam.gserviceaccount.com";
      thing = sent.getAsJsonObject("serviceAccount");
      thing.addProperty("email", email);
      at = path + "/" + email;
    } else if (query.containsKey("triggerId")) {
      at = path + "/" + query.get("triggerId").get(0);
      subscribe(query.get("triggerId").get(0), thing);
    } else {
      at = path.substring(0, path.indexOf("/projects")) + "/" + sent.get("name").getAsString();
      thing.addProperty("state", "ENABLED");
    }
    if (things.containsKey(at)) {
      return error(409, "ALREADY_EXISTS", at + " already exists", "");
    }
    things.put(at, thing);
    return json(200, query.containsKey("triggerId") ? done(at) : thing.toString());
  }

  /** Makes the subscription behind a trigger, as Eventarc does. */
  private void subscribe(String trigger, JsonObject thing) {
    JsonObject transport = thing.getAsJsonObject("transport").getAsJsonObject("pubsub");
    String name = "projects/" + PROJECT + "/subscriptions/eventarc-" + trigger;
    transport.addProperty("subscription", name);
    JsonObject made = new JsonObject();
    made.addProperty("name", name);
    made.add("topic", transport.get("topic"));
    made.addProperty("ackDeadlineSeconds", 10);
    things.put("pubsub.googleapis.com/v1/" + name, made);
  }

  private LowLevelHttpResponse patch(
      String path, JsonObject sent, Map<String, List<String>> query) {
    JsonObject now = things.get(path);
    if (now == null) {
      return error(404, "NOT_FOUND", path + " was not found", "");
    }
    JsonObject next =
        sent.has("updateMask")
            ? sent.getAsJsonObject(sent.has("subscription") ? "subscription" : "serviceAccount")
            : sent;
    String mask =
        sent.has("updateMask")
            ? sent.get("updateMask").getAsString()
            : query.get("updateMask").get(0);
    for (String field : mask.split(",")) {
      now.remove(field);
      if (next.has(field)) {
        now.add(field, next.get(field));
      }
    }
    return json(200, path.contains("/triggers/") ? done(path) : now.toString());
  }

  private JsonObject list(String path, String kind) {
    JsonArray all = new JsonArray();
    String pattern = Pattern.quote(path + "/").replace("/-/", "\\E/[^/]+/\\Q") + "[^#]+";
    things.forEach(
        (name, thing) -> {
          if (name.matches(pattern) && ours(thing)) {
            all.add(thing);
          }
        });
    JsonObject answer = new JsonObject();
    String name = kind.equals("serviceAccounts") ? "accounts" : kind.equals("b") ? "items" : kind;
    answer.add(name, all);
    return answer;
  }

  /** Lists of buckets are of one project's, though anybody's are found by their names. */
  private static boolean ours(JsonObject thing) {
    return !thing.has("projectNumber") || thing.get("projectNumber").getAsString().equals(NUMBER);
  }

  /** The policy of something, with an etag. */
  public JsonObject policy(String path) {
    return things.computeIfAbsent(
        path + "#policy",
        none -> {
          JsonObject policy = new JsonObject();
          policy.addProperty("version", 1);
          policy.addProperty("etag", etag());
          return policy;
        });
  }

  private String etag() {
    return Base64.getEncoder()
        .encodeToString(String.valueOf(++etag).getBytes(StandardCharsets.UTF_8));
  }

  private static String done(String path) {
    return path.contains("/triggers") ? "{\"name\":\"operations/done\",\"done\":true}" : "{}";
  }

  private static LowLevelHttpResponse error(
      int http, String status, String message, String reason) {
    JsonObject error = new JsonObject();
    error.addProperty("code", http);
    error.addProperty("status", status);
    error.addProperty("message", message);
    if (!reason.isEmpty()) {
      JsonObject detail = new JsonObject();
      detail.addProperty("@type", "type.googleapis.com/google.rpc.ErrorInfo");
      detail.addProperty("reason", reason);
      JsonArray details = new JsonArray();
      details.add(detail);
      error.add("details", details);
    }
    JsonObject whole = new JsonObject();
    whole.add("error", error);
    return json(http, whole.toString());
  }

  private static LowLevelHttpResponse json(int status, String body) {
    return new MockLowLevelHttpResponse()
        .setStatusCode(status)
        .setContentType("application/json; charset=UTF-8")
        .setContent(body);
  }

  private static Map<String, List<String>> query(URI uri) {
    Map<String, List<String>> query = new TreeMap<>();
    String raw = uri.getRawQuery() == null ? "" : uri.getRawQuery();
    for (String part : raw.split("&")) {
      String[] pair = part.split("=", 2);
      query
          .computeIfAbsent(pair[0], none -> new ArrayList<>())
          .add(pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static String key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return "-----BEGIN PRIVATE KEY-----\n"
          + Base64.getMimeEncoder()
              .encodeToString(generator.generateKeyPair().getPrivate().getEncoded())
          + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
