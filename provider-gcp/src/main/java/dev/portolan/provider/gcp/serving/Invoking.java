package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Service;
import dev.portolan.deploy.driver.Deployer.Invocation;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.provider.gcp.wire.Login;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Calls a function where it answers HTTP: Google has no other way in. One that only events call
 * gets an event. We say who we are to a function that is not for anyone.
 */
public final class Invoking {
  /** A little more than the longest that Cloud Run waits. */
  private static final Duration PATIENCE = Duration.ofMinutes(61);

  /** How Google's own pages begin, and end before what anybody else would say. */
  private static final Pattern PAGE =
      Pattern.compile(
          "<html><head>.{0,200}<title>.{0,80}</title>.{0,80}<h1>Error: ", Pattern.DOTALL);

  /** What comes instead of an instance that there is none of, or that hung up. */
  private static final Pattern NO_INSTANCE =
      Pattern.compile("Rate exceeded\\.$|Service Unavailable$|upstream connect error");

  private final HttpClient http;
  private final Login login;
  private final Tally tally;

  public Invoking(HttpClient http, Login login, Tally tally) {
    this.http = http;
    this.login = login;
    this.tally = tally;
  }

  public Invocation invoke(Seen seen, byte[] payload) throws Exception {
    Service service = seen.service();
    if (service.getUri().isEmpty()) {
      throw DeployException.of(
          Kind.NOT_READY, seen.name() + " has no address yet", "see its status");
    }
    Face face = seen.face();
    boolean event = !face.http();
    URI address = Safe.required(URI.create(service.getUri()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(face.path().isEmpty() ? "/" : face.path()))
            .timeout(PATIENCE)
            .header("Content-Type", event ? HandMadeEvent.MEDIA_TYPE : "application/json")
            .POST(BodyPublishers.ofByteArray(event ? HandMadeEvent.of(payload) : payload));
    if (!face.open()) {
      request.header("Authorization", "Bearer " + login.idToken(service.getUri()));
    }
    HttpResponse<byte[]> response =
        tally.mutation(() -> http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    requireAnswered(seen, response);
    return new Invocation(response.statusCode() / 100 != 2, response.body());
  }

  /** Refuses what Google has said in the function's place. */
  private void requireAnswered(Seen seen, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    String body = new String(response.body(), StandardCharsets.UTF_8).strip();
    boolean page = PAGE.matcher(body).lookingAt() && body.contains("<title>" + status + " ");
    String what = seen.name() + " was not reached: Google answers " + status;
    if (page && status == 401) {
      throw DeployException.of(
          Kind.UNAUTHENTICATED, what, "use a service account's credentials of this project");
    } else if (page && status == 403) {
      throw DeployException.of(
          Kind.PERMISSION_DENIED,
          what,
          "have roles/run.invoker granted to " + login.name() + " on the service");
    } else if (page && status == 404) {
      throw DeployException.of(
          Kind.UNAVAILABLE,
          what,
          "if portolan.gcp.ingress is not all, it is not reached from here; call it from its"
              + " network");
    } else if (status == 429 || status >= 500) {
      if (page || NO_INSTANCE.matcher(body).lookingAt()) {
        throw DeployException.of(
            Kind.UNAVAILABLE, what, "no instance took the call: see its log, or maxInstances");
      }
    }
  }
}
