package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Service;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.wire.Login;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Asks a new revision, under its own address, whether it is the function it shall be. The adapter
 * answers; the function is not called.
 */
public final class Probing {
  private static final String READY = "/.well-known/portolan/ready?revision=";

  /** How long a new address, and a new grant, may need to be known everywhere. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What the adapter answers that runs in another revision than the one it is asked for. */
  private static final int OTHER_REVISION = 421;

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration REQUEST = Duration.ofSeconds(20);
  private static final int MOST_TEXT = 200;

  private final HttpClient http;
  private final Login login;
  private final TimeSource time;
  private final RunCalls calls;

  public Probing(HttpClient http, Login login, TimeSource time, RunCalls calls) {
    this.http = http;
    this.login = login;
    this.time = time;
    this.calls = calls;
  }

  /** Refuses a function that could not be asked, before anything is made for it. */
  void requireIdentity() {
    login.requireIdentity(", or set portolan.gcp.probe=none");
  }

  void run(Step.Run run, Wanted wanted, Optional<String> made) throws Exception {
    String revision = ServiceSteps.revision(run, wanted, made);
    Instant end = time.now().plus(PATIENCE);
    while (true) {
      String said = ask(wanted, revision);
      if (said.isEmpty()) {
        return;
      }
      if (!time.now().isBefore(end)) {
        throw refusal(revision, said);
      }
      run.waiting(revision + ": " + said);
      time.sleep(PAUSE);
    }
  }

  private static DeployException refusal(String revision, String said) {
    String what = revision + " does not answer: " + said;
    if (said.endsWith(" answers " + UNAUTHORIZED)) {
      return DeployException.of(
          Kind.UNAUTHENTICATED,
          what,
          "Google does not take our token; use a service account's credentials, or set"
              + " portolan.gcp.probe=none");
    }
    if (said.endsWith(" answers " + FORBIDDEN)) {
      return DeployException.of(
          Kind.PERMISSION_DENIED,
          what,
          "have roles/run.invoker granted to you, or set portolan.gcp.probe=none");
    }
    return DeployException.of(
        Kind.UNHEALTHY, what, "it is ready, says Cloud Run; see its log for what it does");
  }

  /** Empty for the right answer, else what came instead. */
  private String ask(Wanted wanted, String revision) throws Exception {
    Optional<Service> service = calls.glanceAtService(wanted.service());
    Optional<URI> address = service.flatMap(each -> Traffic.address(each, revision));
    if (address.isEmpty()) {
      return "it has no address yet";
    }
    URI uri = address.get().resolve(READY + revision);
    HttpRequest.Builder request = HttpRequest.newBuilder(Safe.required(uri)).timeout(REQUEST);
    if (login.identifies()) {
      request.header("Authorization", "Bearer " + login.idToken(service.get().getUri()));
    }
    try {
      return judge(
          wanted, uri, http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return uri + ": " + message;
    }
  }

  private static String judge(Wanted wanted, URI uri, HttpResponse<byte[]> response) {
    String body = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() == OTHER_REVISION) {
      return uri + " is still answered by another revision";
    }
    if (response.statusCode() != 200) {
      return uri + " answers " + response.statusCode();
    }
    try {
      JsonObject json = JsonParser.parseString(body).getAsJsonObject();
      boolean right =
          text(json, "$portolan").equals("ready") && text(json, "function").equals(wanted.name());
      return right ? "" : uri + " answers " + body.substring(0, Math.min(MOST_TEXT, body.length()));
    } catch (JsonParseException | IllegalStateException notJson) {
      return uri + " answers something that is not ours";
    }
  }

  private static String text(JsonObject json, String name) {
    return json.has(name) && json.get(name).isJsonPrimitive() ? json.get(name).getAsString() : "";
  }
}
