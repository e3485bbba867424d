package dev.portolan.sandbox.gcp.local;

import dev.portolan.sandbox.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Google's functions framework for Java, which this jar holds as a whole. */
final class InvokerJar {
  private static final String RESOURCE = "java-function-invoker.jar";

  private InvokerJar() {}

  /** The jar as a file; written to the directory if it is not there. */
  static Path in(Path directory) throws IOException {
    try (InputStream stream = InvokerJar.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IOException("the sandbox was built without Google's runtime of Java functions");
      }
      byte[] bytes = stream.readAllBytes();
      Path file = directory.resolve(RESOURCE);
      if (!Files.exists(file) || Files.size(file) != bytes.length) {
        AtomicFiles.write(file, bytes);
      }
      return file;
    }
  }
}
