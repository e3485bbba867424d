package dev.portolan.provider.gcp.functions;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.absent;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.google.cloud.functions.v2.StorageSource;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.deploy.model.Artifact;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.images.Calls;
import dev.portolan.provider.gcp.Steps;
import dev.portolan.provider.gcp.TestLogin;
import dev.portolan.provider.gcp.errors.GcpErrors;
import dev.portolan.provider.gcp.wire.Endpoints;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.JdkTransport;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Brings an archive to an address that Google's own client was given, over a socket. */
final class UploadTest {
  @TempDir Path directory;
  private final WireMockServer google =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private final HttpClient http = HttpClient.newHttpClient();
  private final Steps.Told run = new Steps.Told();
  private final byte[] archive = {80, 75, 3, 4, 0, -1};
  private GoogleClients clients;
  private Upload upload;

  @BeforeEach
  void open() throws Exception {
    google.start();
    JdkTransport transport = JdkTransport.over(http);
    clients =
        new GoogleClients(
            transport,
            TestLogin.open(directory, URI.create(google.baseUrl() + "/token"), transport),
            new Endpoints(Optional.of(URI.create(google.baseUrl()))));
    google.stubFor(
        post("/token")
            .willReturn(okJson("{\"access_token\":\"ya29.secret\",\"expires_in\":3600}")));
    offer(google.baseUrl() + "/storage.googleapis.com/uploads/1.zip?X-Goog-Signature=abc");
    Tally tally = new Tally(Calls.once());
    Path file = Files.write(directory.resolve("source.zip"), archive);
    upload =
        new Upload(
            new FunctionCalls(clients, tally, Functions.PLACE),
            http,
            tally,
            new Artifact(file, Functions.ARTIFACT, archive.length, archive.length));
  }

  @AfterEach
  void close() {
    clients.close();
    google.stop();
  }

  private void offer(String address) {
    google.stubFor(
        post(urlPathEqualTo(
                "/cloudfunctions.googleapis.com/v2/projects/shop-1/locations/europe-west1"
                    + "/functions:generateUploadUrl"))
            .willReturn(
                okJson(
                    "{\"uploadUrl\":\""
                        + address
                        + "\",\"storageSource\":{\"bucket\":\"gcf-uploads\",\"object\":\"1.zip\"}}")));
  }

  @Test
  void theLargestArchiveMayTakeLongerThanAnHour() {
    assertEquals(Duration.ofMinutes(10), Upload.patience(archive.length));
    assertTrue(Upload.patience(512 << 20).toMinutes() > 60);
  }

  @Test
  void theArchiveGoesThereOnceWithoutCredentials() throws Exception {
    google.stubFor(put(anyUrl()).willReturn(aResponse()));
    StorageSource source = upload.source(run);
    assertEquals("gcf-uploads", source.getBucket());
    assertEquals("1.zip", source.getObject());
    assertEquals(source, upload.source(run));
    google.verify(
        1,
        putRequestedFor(urlPathEqualTo("/storage.googleapis.com/uploads/1.zip"))
            .withHeader("content-type", equalTo("application/zip"))
            .withHeader("authorization", absent())
            .withQueryParam("X-Goog-Signature", equalTo("abc"))
            .withRequestBody(binaryEqualTo(archive)));
  }

  @Test
  void aBucketThatIsNotReadyIsWaitedFor() {
    google.stubFor(
        put(anyUrl())
            .willReturn(
                aResponse()
                    .withStatus(403)
                    .withBody("<Error><Code>AccessDenied</Code><Details>x</Details></Error>")));
    Failure failure = failure();
    assertEquals("upload-denied", failure.row());
    assertEquals(Failure.Retry.PROPAGATION, failure.retry());
    assertFalse(failure.message().contains("Signature"), failure.message());
    assertTrue(run.values.isEmpty(), "what was not taken is no source");
  }

  @Test
  void anUploadThatIsCutOffIsMadeAgain() throws Exception {
    for (Fault fault : Fault.values()) {
      google.stubFor(put(anyUrl()).willReturn(aResponse().withFault(fault)));
      assertEquals(Failure.Retry.TRANSIENT, failure().retry(), fault.toString());
    }
    google.stubFor(put(anyUrl()).willReturn(aResponse()));
    assertEquals("1.zip", upload.source(run).getObject());
  }

  @Test
  void aPageInTheAnswersPlaceIsNoUpload() {
    google.stubFor(
        put(anyUrl()).willReturn(aResponse().withStatus(302).withBody("<html>Sign in</html>")));
    assertEquals("upload-refused", failure().row());
  }

  @Test
  void anAddressThatIsNotSafeIsNotUsed() {
    offer("http://storage.example.com/uploads/1.zip");
    Failure failure = failure();
    assertEquals(DeployException.Kind.UNAVAILABLE, failure.kind());
    assertTrue(failure.message().contains("storage.example.com"), failure.message());
  }

  @Test
  void anAnswerWithoutAnAddressIsTold() {
    google.stubFor(any(anyUrl()).atPriority(1).willReturn(okJson("{}")));
    assertThrows(Exception.class, () -> upload.source(run));
    assertTrue(run.values.isEmpty());
  }

  private Failure failure() {
    return GcpErrors.classify(assertThrows(Exception.class, () -> upload.source(run)));
  }
}
