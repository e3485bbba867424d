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
      run(maven, "portolan:destroy", SENDING);
      assertTrue(sandbox.isUp());
    }
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
    deploy(maven, 1, BUCKETS);
    BufferedImage photo = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(photo, "jpg", project.directory().resolve("cat.jpg").toFile());
    Maven.Result stored =
        run(maven, "portolan:fire", BUCKETS, "-Dkey=cats/a b+c.jpg", "-Ddata=@cat.jpg");
    assertEquals(
        BUCKETS.size(),
        stored.output().lines().filter(line -> line.endsWith(": handled")).count(),
        stored.output());
    maven.run("portolan:fire", "-Dsandbox", at(BUCKETS), "-Dkey=no.jpg", "-Ddata=no photo");
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
