package dev.portolan.sandbox.azure.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.azure.Patience;
import dev.portolan.sandbox.azure.plane.AppPlan;
import dev.portolan.sandbox.azure.plane.Standing;
import dev.portolan.sandbox.azure.plane.World;
import dev.portolan.sandbox.azure.worker.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timers of sites that run. */
class TimersTest {
  private static final String TICK =
      "{\"scriptFile\":\"../app.jar\",\"entryPoint\":\"%s.fails\",\"bindings\":[{\"type\":"
          + "\"timerTrigger\",\"direction\":\"in\",\"name\":\"m\",\"schedule\":\"* * * * * *\"}]}";

  @TempDir private Path directory;

  private static byte[] packed(String function) throws IOException {
    String name = Sample.class.getName().replace('.', '/') + ".class";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        InputStream code = Sample.class.getClassLoader().getResourceAsStream(name)) {
      ByteArrayOutputStream jar = new ByteArrayOutputStream();
      try (ZipOutputStream classes = new ZipOutputStream(jar)) {
        write(classes, name, code.readAllBytes());
      }
      write(zip, "host.json", "{\"version\":\"2.0\"}".getBytes(StandardCharsets.UTF_8));
      write(zip, "tick/function.json", function.getBytes(StandardCharsets.UTF_8));
      write(zip, "app.jar", jar.toByteArray());
    }
    return bytes.toByteArray();
  }

  private static void write(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(bytes);
    zip.closeEntry();
  }

  @Test
  @DisplayName("A timer has its function called, and what it throws stands in the site's log")
  void fires() throws Exception {
    String function = TICK.formatted(Sample.class.getName());
    BlobStore blobs = BlobStore.inMemory();
    ObjectNode told = new ObjectMapper().createObjectNode().put("name", "tick");
    told.set("config", new ObjectMapper().readTree(function));
    AppPlan plan =
        new AppPlan(
            "site1",
            Optional.of(blobs.put(packed(function))),
            "java|21",
            Map.of(),
            512,
            0,
            1,
            List.of(told),
            Map.of("master", "m", "default", "d"));
    World world =
        new World(
            blobs,
            TimeSource.system(),
            directory,
            line -> {},
            (site, line) -> {},
            site -> Map.of());
    try (LocalPlane plane = LocalPlane.open(world)) {
      Patience.until("up", () -> plane.look(plan).state() == Standing.State.RUNNING);
      Patience.until("fired", () -> log().contains("Executed 'Functions.tick' (Failed): "));
    }
  }

  private String log() {
    try {
      Path file = directory.resolve("logs").resolve("site1.log");
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
