package dev.portolan.endtoend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the examples whose functions send, read and store")
final class OutboundEndToEnd {
  /** Those that claim messages that the function sends. */
  private static final List<String> SENDING = List.of("aws", "azure", "gcp", "knative");

  /** Those that claim responses that pages of other origins may read. */
  private static final List<String> SHARING = List.of("aws", "azure", "gcp", "knative");

  /** Those that claim objects that the function reads or stores. */
  private static final List<String> BUCKETS = List.of("aws", "azure", "gcp");

  /** Those of them whose logs can be read. */
  private static final List<String> LOGGING = List.of("aws", "gcp", "knative");

  private static final String SHOP = "https://shop.example";

  @TempDir Path directory;

  @Test
  @DisplayName("an order that is placed over HTTP is packed, and one that nobody can pack is not")
  void orders() throws Exception {
    Maven maven = Maven.in(Project.example("orders", directory.resolve("orders")).directory());
    try (KeptSandbox sandbox = KeptSandbox.of(maven, String.join(",", SENDING))) {
      String[] shared =
          SHARING.stream()
              .map(cloud -> "-Dportolan." + cloud + ".cors=" + SHOP)
              .toArray(String[]::new);
      JsonNode report = deploy(maven, 4, SENDING, shared);
      List<String> asked = new ArrayList<>();
      for (JsonNode one : report.path("results")) {
        String cloud = one.path("provider").asText();
        if (one.path("function").asText().equals("place-order") && SHARING.contains(cloud)) {
          asked(URI.create(one.path("url").asText()).resolve("/orders"));
          asked.add(cloud);
        }
      }
      assertEquals(SHARING, asked);
      order(maven, "{\"id\":\"4711\",\"items\":[\"book\"]}");
      order(maven, "{\"id\":\"4712\",\"items\":[]}");
      order(maven, "{\"id\":\"4713\",\"items\":[\"pen\",\"ink\"]}");
      for (String cloud : LOGGING) {
        String log = packed(maven, cloud);
        assertTrue(log.contains("packed [book] for order 4711"), log);
        assertFalse(log.contains("packed [] for order 4712"), log);
      }
      chat(sandbox.directory());
      run(maven, "portolan:destroy", SENDING);
      assertTrue(sandbox.isUp());
    }
  }

  /** Another example joins the same clouds: its README's command is answered at each. */
  private void chat(Path sandbox) throws Exception {
    Project chat = Project.example("chat-webhook", directory.resolve("chat"));
    String readme = chat.read("README.md");
    String body = part(readme, "-d '(.*)'");
    Maven.Result deployed =
        run(
            Maven.in(chat.directory()),
            "portolan:deploy",
            SENDING,
            "-Dportolan.sandbox.dir=" + sandbox);
    assertEquals(SENDING.size(), deployed.report().path("results").size());
    for (JsonNode one : deployed.report().path("results")) {
      URI url = URI.create(one.path("url").asText()).resolve("/chat");
      HttpRequest.Builder signed =
          HttpRequest.newBuilder(url)
              .header("Content-Type", part(readme, "Content-Type: ([^']*)"))
              .header("X-Signature-Timestamp", part(readme, "X-Signature-Timestamp: ([^']*)"))
              .header("X-Signature-Ed25519", part(readme, "X-Signature-Ed25519: ([^']*)"));
      HttpResponse<String> answer = post(signed, body);
      assertEquals(200, answer.statusCode(), one + " " + answer.body());
      assertTrue(answer.body().contains("Order 4711 is on its way."), answer.body());
      assertEquals(401, post(signed, body.replace("4711", "4712")).statusCode(), one.toString());
    }
  }

  private static HttpResponse<String> post(HttpRequest.Builder request, String body)
      throws Exception {
    return HttpClient.newHttpClient()
        .send(
            request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static String part(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), pattern + " in " + text);
    return found.group(1);
  }

  /** As a browser asks before a page of the shop posts an order. */
  private static void asked(URI url) throws Exception {
    HttpRequest preflight =
        HttpRequest.newBuilder(url)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", SHOP)
            .header("Access-Control-Request-Method", "POST")
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(preflight, HttpResponse.BodyHandlers.ofString());
    assertEquals(204, answer.statusCode(), url + " " + answer.body());
    assertEquals(List.of(SHOP), answer.headers().allValues("access-control-allow-origin"));
    String methods = String.join(", ", answer.headers().allValues("access-control-allow-methods"));
    assertTrue(methods.matches("POST(, OPTIONS)?"), methods);
  }

  private static void order(Maven maven, String order) {
    Maven.Result placed =
        run(
            maven,
            "portolan:invoke",
            SENDING,
            "-Dfunction=place-order",
            "-Dpath=/orders",
            "-Ddata=" + order);
    long taken = placed.output().lines().filter(line -> line.contains("is to be packed")).count();
    assertEquals(SENDING.size(), taken, placed.output());
  }

  /** The function's log, asked for again while what is in the queue is being brought. */
  private static String packed(Maven maven, String cloud) {
    String log = "";
    for (int i = 0; i < 10 && !log.contains("for order 4713"); i++) {
      log = run(maven, "portolan:logs", List.of(cloud), "-Dfunction=pack").output();
    }
    assertTrue(log.contains("packed [pen, ink] for order 4713"), log);
    return log;
  }

  @Test
  @DisplayName("a photo that is stored has a thumbnail, and what is no photo has none")
  void thumbnails() throws Exception {
    Project project = Project.example("thumbnails", directory.resolve("thumbnails"));
    Maven maven = Maven.in(project.directory());
    Maven.Result refused = maven.run("portolan:deploy", "-Dsandbox", at(List.of("knative")));
    assertEquals(1, refused.exitCode(), refused.output());
    String nearest = "use an object store with a client of its own, as one that speaks S3";
    assertTrue(refused.output().contains(nearest), refused.output());
    assertEquals("{\"reads\":0,\"mutations\":0}", refused.result().path("apiCalls").toString());
    deploy(maven, 1, BUCKETS, "-DskipTests");
    BufferedImage photo = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(photo, "jpg", project.directory().resolve("cat.jpg").toFile());
    String[] cat = {"-Dkey=cats/a b+c.jpg", "-Ddata=@cat.jpg", "-Dtimes=2", "-DskipTests"};
    assertSame(run(maven, "portolan:fire", BUCKETS, cat), 2, "handled");
    String[] no = {
      "portolan:fire", "-Dsandbox", at(BUCKETS), "-Dkey=no.jpg", "-Ddata=no photo", "-DskipTests"
    };
    Maven.Result lost = maven.run(no);
    assertEquals(1, lost.exitCode(), "what is refused is kept nowhere: " + lost.output());
    assertSame(lost, 1, "refused");
    for (String cloud : BUCKETS) {
      Path sandbox = project.directory().resolve("target/portolan/sandbox").resolve(cloud);
      assertEquals(List.of("160 x 120"), pictures(sandbox), cloud);
      if (LOGGING.contains(cloud)) {
        String log = run(maven, "portolan:logs", List.of(cloud)).output();
        assertTrue(log.contains("made a thumbnail of cats/a b+c.jpg"), log);
      }
    }
    run(maven, "portolan:destroy", BUCKETS);
  }

  private static void assertSame(Maven.Result fired, int times, String outcome) {
    JsonNode report = fired.report();
    assertTrue(report.path("same").asBoolean(), fired.output());
    assertEquals(times * BUCKETS.size(), report.path("deliveries").size(), fired.output());
    for (JsonNode each : report.path("deliveries")) {
      assertEquals(outcome, each.path("outcome").asText(), each.toString());
    }
    assertTrue(fired.output().contains("the same on aws, azure, gcp"), fired.output());
  }

  /** The sizes of all PNGs that a sandbox keeps, in whatever files. */
  private static List<String> pictures(Path directory) throws IOException {
    List<String> sizes = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 8 && bytes[0] == (byte) 0x89 && bytes[1] == 'P' && bytes[2] == 'N') {
          BufferedImage picture = ImageIO.read(file.toFile());
          sizes.add(picture.getWidth() + " x " + picture.getHeight());
        }
      }
    }
    return sizes;
  }

  private static JsonNode deploy(Maven maven, int functions, List<String> clouds, String... more) {
    JsonNode report = null;
    for (String action : List.of("created", "unchanged")) {
      Maven.Result result = run(maven, "portolan:deploy", clouds, more);
      report = result.report();
      assertEquals(functions * clouds.size(), result.report().path("results").size());
      for (JsonNode one : result.report().path("results")) {
        assertEquals(action, one.path("action").asText(), one.toString());
      }
    }
    return report;
  }

  private static String at(List<String> clouds) {
    return "-Dprovider=" + String.join(",", clouds);
  }

  private static Maven.Result run(Maven maven, String goal, List<String> clouds, String... more) {
    String[] arguments =
        Stream.concat(Stream.of(goal, "-Dsandbox", at(clouds)), Stream.of(more))
            .toArray(String[]::new);
    Maven.Result result = maven.run(arguments);
    assertEquals(0, result.exitCode(), result.output());
    return result;
  }
}
