package dev.portolan.deploy.packaging;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Turns a directory of classes into a jar; a jar stays what it is. */
final class ClassDirectory {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private ClassDirectory() {}

  static Path asJar(Path output, Path jar) throws IOException {
    if (!Files.isDirectory(output)) {
      return output;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(output)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    ReproducibleZip zip = ReproducibleZip.create();
    for (Path file : files) {
      zip.add(output.relativize(file).toString().replace('\\', '/'), file);
    }
    if (!Files.isRegularFile(output.resolve(MANIFEST))) {
      zip.add(MANIFEST, "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
    }
    return zip.write(jar).file();
  }
}
