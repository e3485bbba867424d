package dev.portolan.sandbox.gcp.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.gcp.guest.Stuck;
import dev.portolan.sandbox.gcp.plane.Code;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.images.pod.Pod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an instance that is no longer waited for. */
@Timeout(120)
class FunctionInstancesTest {
  @TempDir Path directory;

  private static byte[] zip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] archive() throws IOException {
    String name = Stuck.class.getName().replace('.', '/') + ".class";
    try (InputStream stream = Stuck.class.getClassLoader().getResourceAsStream(name)) {
      return zip("function.jar", zip(name, stream.readAllBytes()));
    }
  }

  @Test
  void oneThatIsNoLongerWaitedForIsEnded() throws Exception {
    BlobStore blobs = BlobStore.inMemory();
    Code.Source source = new Code.Source(blobs.put(archive()), Stuck.class.getName(), "java17");
    RevisionPlan plan =
        new RevisionPlan(
            "r",
            "s",
            source,
            List.of(),
            List.of(),
            Map.of(),
            512L << 20,
            8080,
            1,
            1,
            "a",
            Duration.ofMinutes(1));
    FunctionInstances instances = new FunctionInstances(blobs, directory, TimeSource.system());
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    FutureTask<Pod> start = new FutureTask<>(() -> instances.start(plan, source, lines::add));
    Thread starter = new Thread(start, "starter");
    starter.start();
    String said = lines.take();
    while (!said.equals("it begins")) {
      said = lines.take();
    }
    List<ProcessHandle> begun = ProcessHandle.current().children().toList();
    starter.interrupt();
    assertThrows(ExecutionException.class, start::get);
    assertEquals(1, begun.size());
    begun.get(0).onExit().get(60, TimeUnit.SECONDS);
  }
}
