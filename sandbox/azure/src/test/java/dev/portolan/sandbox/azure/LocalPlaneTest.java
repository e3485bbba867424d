package dev.portolan.sandbox.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import com.azure.resourcemanager.appservice.models.HostType;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.azure.worker.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package that is published over sockets, runs in a process, and is there the next day. */
class LocalPlaneTest {
  @TempDir private Path directory;

  private AzureCloud open() throws IOException {
    return AzureCloud.open(Setup.of(directory, TimeSource.system(), line -> {}));
  }

  private static byte[] jar() throws IOException {
    String name = Sample.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        InputStream code = Sample.class.getClassLoader().getResourceAsStream(name)) {
      zip.putNextEntry(new ZipEntry(name));
      code.transferTo(zip);
    }
    return bytes.toByteArray();
  }

  private static byte[] packed(String level) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Map<String, byte[]> files =
        Map.of(
            "host.json",
            "{\"version\":\"2.0\",\"extensions\":{\"http\":{\"routePrefix\":\"\"}}}".getBytes(),
            "greeter/function.json",
            """
            {"scriptFile":"../app.jar","entryPoint":"%s.answer","bindings":[
             {"type":"httpTrigger","direction":"in","name":"request","route":"{*path}",
              "authLevel":"%s"},
             {"type":"http","direction":"out","name":"$return"}]}
            """
                .formatted(Sample.class.getName(), level)
                .getBytes(),
            "app.jar",
            jar());
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static HttpResponse send(Clients clients, HttpMethod method, String url, byte[] body) {
    HttpRequest request = new HttpRequest(method, url).setBody(BinaryData.fromBytes(body));
    request.setHeader(HttpHeaderName.CONTENT_TYPE, "application/zip");
    return clients.pipeline(Clients.MANAGEMENT).sendSync(request, Context.NONE);
  }

  private static boolean isThere(App app, String function) {
    return app.sites().listFunctions(App.GROUP, "site1").stream()
        .anyMatch(each -> each.name().equals("site1/" + function));
  }

  @Test
  @DisplayName("Published over sockets, it answers where the site says, and on the same port again")
  void published() throws Exception {
    String front;
    try (AzureCloud cloud = open()) {
      Clients clients = new Clients(cloud, new JdkHttpClientBuilder().build());
      App app = new App(clients).assignAll();
      SiteInner site = app.site("site1");
      String scm =
          site.hostnameSslStates().stream()
              .filter(each -> each.hostType() == HostType.REPOSITORY)
              .findFirst()
              .orElseThrow()
              .name();
      front = "http://" + site.defaultHostname();
      assertEquals(
          202,
          send(clients, HttpMethod.POST, "http://" + scm + "/api/publish", packed("function"))
              .getStatusCode());
      Patience.until("greeter", () -> isThere(app, "greeter"));
      assertEquals(401, send(clients, HttpMethod.POST, front + "/x", new byte[0]).getStatusCode());
      String key = app.sites().listHostKeys(App.GROUP, "site1").functionKeys().get("default");
      HttpResponse answer =
          send(clients, HttpMethod.POST, front + "/x?code=" + key, "hello".getBytes());
      assertEquals(201, answer.getStatusCode());
      assertEquals("hello", answer.getBodyAsBinaryData().toString());
      assertEquals(
          202,
          send(clients, HttpMethod.POST, "http://" + scm + "/api/publish", packed("anonymous"))
              .getStatusCode());
      assertEquals(
          201, send(clients, HttpMethod.POST, front + "/x", new byte[] {}).getStatusCode());
    }
    try (AzureCloud again = open()) {
      Clients clients = new Clients(again, new JdkHttpClientBuilder().build());
      assertEquals(
          201, send(clients, HttpMethod.POST, front + "/x", "again".getBytes()).getStatusCode());
    }
    assertTrue(directory.resolve("ports.properties").toFile().exists());
  }
}
