package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.gax.rpc.NotFoundException;
import com.google.cloud.run.v2.ServiceName;
import com.google.cloud.run.v2.ServicesClient;
import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a request is read and refused before any service sees it. */
class WireTest {
  @TempDir Path directory;

  @Test
  void aBodyThatIsTooLargeWhenUnpackedIsRefusedBeforeAnythingElse() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(new byte[HostRequest.LARGEST + 1]);
    }
    WireRequest request =
        new WireRequest(
            "POST",
            "/iam.googleapis.com/v1/projects/p/serviceAccounts",
            "",
            WireHeaders.of("Content-Encoding", "gzip"),
            packed.toByteArray());
    try (GcpCloud cloud = GcpCloud.open(Setup.inMemory(directory, TimeSource.system()))) {
      assertEquals(413, cloud.handle(request).status());
    }
  }

  @Test
  void googlesClientReachesItInProcessAndOverASocket() throws Exception {
    for (boolean inProcess : new boolean[] {true, false}) {
      Setup setup = Setup.inMemory(directory, TimeSource.system());
      try (GcpCloud cloud = GcpCloud.open(inProcess ? setup : setup.withSocket());
          ServicesClient client = Clients.of(cloud, inProcess).services()) {
        assertThrows(
            NotFoundException.class,
            () -> client.getService(ServiceName.of(GcpCloud.PROJECT, GcpCloud.REGION, "s")));
        assertEquals(1, cloud.calls().calls().size());
      }
    }
  }

  @Test
  void refusesWhoBearsNoGoodToken() throws Exception {
    try (GcpCloud cloud = GcpCloud.open(Setup.inMemory(directory, TimeSource.system()))) {
      WireHeaders wrong = WireHeaders.of("Authorization", "Bearer nobody");
      for (WireHeaders headers : new WireHeaders[] {WireHeaders.none(), wrong}) {
        WireResponse answer =
            cloud.handle(
                new WireRequest(
                    "GET",
                    "/run.googleapis.com/v2/projects/p/locations/l/services/s",
                    "",
                    headers,
                    new byte[0]));
        assertEquals(401, answer.status());
      }
    }
  }

  private static String ask(GcpCloud cloud, String method, String path, String body)
      throws Exception {
    int query = path.indexOf('?');
    WireResponse answer =
        cloud.handle(
            new WireRequest(
                method,
                query < 0 ? path : path.substring(0, query),
                query < 0 ? "" : path.substring(query + 1),
                WireHeaders.of("Authorization", "Bearer " + cloud.accessToken()),
                body.getBytes(StandardCharsets.UTF_8)));
    return answer.status() + " " + answer.text();
  }

  private static void refused(String told, String expected) {
    assertTrue(told.contains(expected.replace("\"", "\\\"")), told);
  }

  @Test
  void refusesWhatAMessageCannotHoldInGooglesWords() throws Exception {
    String services =
        "/run.googleapis.com/v2/projects/portolan-sandbox/locations/us-central1/services";
    String create = services + "?serviceId=s";
    try (GcpCloud cloud = GcpCloud.open(Setup.inMemory(directory, TimeSource.system()))) {
      refused(
          ask(cloud, "POST", create, "{\"template\":{\"colour\":1}}"),
          "Invalid JSON payload received. Unknown name \"colour\" at 'service.template': Cannot"
              + " find field.");
      refused(
          ask(cloud, "POST", create, "{\"template\":{\"maxInstanceRequestConcurrency\":\"x\"}}"),
          "Invalid value at 'service.template.max_instance_request_concurrency' (TYPE_INT32)");
      refused(
          ask(cloud, "POST", create, "{\"ingress\":\"EVERYBODY\"}"),
          "Invalid value at 'service.ingress' (type.googleapis.com/google.cloud.run.v2.IngressTraffic"
              + "), \"EVERYBODY\"");
      refused(ask(cloud, "POST", create, "{\"template\":[]}"), "Proto field is not repeating");
      refused(ask(cloud, "POST", create, "{"), "400");
      refused(
          ask(cloud, "POST", create + "&colour=red", "{}"),
          "Unknown name \"colour\": Cannot bind query parameter.");
      refused(ask(cloud, "POST", services, "{}"), "service_id");
      refused(ask(cloud, "GET", services + "/s", ""), "404");
      refused(ask(cloud, "GET", services + "/s/x/y", ""), "Method not found.");
      refused(
          ask(cloud, "POST", "/run.googleapis.com/v2/projects/other/locations/l/services", "{}"),
          "The caller does not have permission");
      refused(
          ask(cloud, "GET", services.replace("us-central1", "mars-north1"), ""),
          "Permission denied on 'locations/mars-north1' (or it may not exist).");
      refused(
          ask(cloud, "GET", services.replace("us-central1", "global"), ""),
          "Permission denied on 'locations/global' (or it may not exist).");
      refused(
          ask(
              cloud,
              "PATCH",
              "/secretmanager.googleapis.com/v1/projects/portolan-sandbox/secrets/s",
              "{}"),
          "the sandbox does not offer secretmanager.googleapis.com:UpdateSecret");
      refused(ask(cloud, "GET", "/nowhere.googleapis.com/v1/x", ""), "404");
    }
  }

  @Test
  void everyRefusalHasASource() {
    assertTrue(ErrorTable.shapes().stream().allMatch(shape -> shape.fidelity() != null));
    assertTrue(ErrorTable.markdown().contains("| RESOURCE_EXHAUSTED | 429 |"));
  }

  @Test
  void whatAKeptCloudHoldsOutlivesIt() throws Exception {
    String secrets = "/secretmanager.googleapis.com/v1/projects/portolan-sandbox/secrets";
    String endpoint;
    String keys;
    try (GcpCloud cloud = GcpCloud.open(Setup.of(directory, TimeSource.system(), line -> {}))) {
      ask(cloud, "POST", secrets + "?secretId=kept", "{\"replication\":{\"automatic\":{}}}");
      endpoint = cloud.settings().get("endpoint");
      keys = Files.readString(Path.of(cloud.settings().get("credentials")));
    }
    try (GcpCloud cloud = GcpCloud.open(Setup.of(directory, TimeSource.system(), line -> {}))) {
      assertTrue(ask(cloud, "GET", secrets + "/kept", "").startsWith("200 "));
      assertEquals(endpoint, cloud.settings().get("endpoint"));
      assertEquals(keys, Files.readString(Path.of(cloud.settings().get("credentials"))));
    }
  }

  @Test
  void aGoalFindsIt() {
    assertTrue(
        ServiceLoader.load(SandboxCloud.class).stream()
            .anyMatch(each -> each.get().provider().equals("gcp")));
  }
}
