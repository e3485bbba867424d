package dev.portolan.deploy.sandbox;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/**
 * Asks, on this machine and past all proxies, the process that keeps clouds up to have something
 * happen there.
 */
final class FireClient {
  /** A function may take a while, and be tried again. */
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private FireClient() {}

  static Happening.Result fire(EndpointFile.Endpoint endpoint, FireWire.Question question)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(endpoint.fire()))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + endpoint.token())
            .POST(HttpRequest.BodyPublishers.ofByteArray(FireWire.write(question)))
            .build();
    HttpResponse<byte[]> response;
    try {
      response =
          HttpClient.newBuilder()
              .proxy(HttpClient.Builder.NO_PROXY)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (HttpTimeoutException e) {
      throw DeployException.of(
          DeployException.Kind.UNAVAILABLE,
          "the functions have not ended within " + PATIENCE.toMinutes() + " minutes",
          "see what they say: portolan:logs");
    }
    if (response.statusCode() != 200) {
      throw DeployException.of(
          DeployException.Kind.UNAVAILABLE,
          "process %d, which keeps the sandbox up, answered %d"
              .formatted(endpoint.pid(), response.statusCode()),
          "end it and start it again: portolan:sandbox");
    }
    return FireWire.read(response.body(), FireWire.Answer.class).orThrow();
  }
}
