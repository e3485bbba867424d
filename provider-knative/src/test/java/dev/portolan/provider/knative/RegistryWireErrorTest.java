package dev.portolan.provider.knative;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.head;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import dev.portolan.deploy.ExitCode;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.images.Projects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people are told of a registry that does not do as asked, and what comes after. */
final class RegistryWireErrorTest {
  /** As often as the engine tries what is out of order, each after a look at what is there. */
  private static final int MOST_REQUESTS = 16;

  @TempDir Path directory;
  private WiredCloud wired;
  private Application project;

  @BeforeEach
  void open() throws IOException {
    wired = WiredCloud.open(directory);
    project = Projects.greeter(directory);
  }

  @AfterEach
  void close() {
    wired.close();
  }

  static Stream<Arguments> looks() {
    return Stream.of(
        Arguments.of(aResponse().withStatus(401), Kind.UNAUTHENTICATED, "HTTP 401"),
        Arguments.of(aResponse().withStatus(403), Kind.PERMISSION_DENIED, "HTTP 403"),
        Arguments.of(WireFaultTest.page(200), Kind.UNAVAILABLE, "does not tell the digest"),
        Arguments.of(WireFaultTest.page(503), Kind.UNAVAILABLE, "HTTP 503"),
        Arguments.of(
            aResponse().withStatus(307).withHeader("Location", "http://r.example.com/"),
            Kind.UNAVAILABLE,
            "sends us on to plain HTTP: r.example.com"));
  }

  static Stream<Arguments> uploads() {
    return Stream.of(
        Arguments.of(WireFaultTest.page(502), Kind.UNAVAILABLE, "HTTP 502, with a page of HTML"),
        Arguments.of(
            WireFaultTest.json(403, "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"no\"}]}"),
            Kind.PERMISSION_DENIED,
            "HTTP 403, DENIED no"),
        Arguments.of(
            WireFaultTest.json(202, "[7]"), Kind.UNAVAILABLE, "does not say where to upload"),
        Arguments.of(
            aResponse().withStatus(202).withHeader("Location", "http://r.example.com/"),
            Kind.UNAVAILABLE,
            "wants uploads over plain HTTP"),
        Arguments.of(
            aResponse().withStatus(302).withHeader("Location", "https://r.example.com/"),
            Kind.UNKNOWN,
            "HTTP 302"));
  }

  @ParameterizedTest
  @MethodSource("looks")
  void whatComesOfALookForTheImageIsTold(
      ResponseDefinitionBuilder answer, Kind kind, String message) {
    wired.registry.stubFor(any(anyUrl()).willReturn(answer));
    told(kind, message);
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void whatComesOfAnUploadIsToldAndTheNextRunConverges(
      ResponseDefinitionBuilder answer, Kind kind, String message) {
    wired.registry.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(404)));
    wired.registry.stubFor(post(anyUrl()).willReturn(answer));
    told(kind, message);
    try (Portolan portolan = wired.deployer(Map.of())) {
      Outcome again = portolan.deploy(project, directory.resolve("out"));
      assertEquals(ExitCode.VERIFIED, again.exitCode(), again.toString());
    }
  }

  @Test
  void aRegistryThatIsBusyIsNotAskedBeforeItsTime() {
    wired.registry.stubFor(
        head(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "40")));
    told(Kind.UNAVAILABLE, "HTTP 429");
    assertTrue(
        wired.told.stream().anyMatch(line -> line.matches("(?s).*\\b(4[0-9]|5[0-9]) ?s.*")),
        wired.told.toString());
  }

  private void told(Kind kind, String message) {
    Map<String, String> spoilt = Map.of("registry", "127.0.0.1:" + wired.registry.port() + "/x");
    try (Portolan portolan = wired.deployer(spoilt)) {
      Outcome outcome = portolan.deploy(project, directory.resolve("out"));
      DeployException told = outcome.error().orElseThrow();
      assertEquals(kind, told.kind(), told.getMessage());
      assertTrue(told.getMessage().contains(message), told.getMessage());
      assertFalse(told.getMessage().contains("<html"), told.getMessage());
      assertTrue(wired.registry.getAllServeEvents().size() <= MOST_REQUESTS);
    }
  }
}
