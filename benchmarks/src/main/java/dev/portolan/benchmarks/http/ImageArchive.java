package dev.portolan.benchmarks.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image as a packager leaves it: a tar of an OCI layout.
 *
 * @param configuration the image's {@code config}: entry point, working directory
 * @param layers gzipped tars, the lowest first
 */
record ImageArchive(JsonNode configuration, List<byte[]> layers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ImageArchive read(Path file) throws IOException {
    Map<String, byte[]> files = new HashMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(file))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        files.put(e.getName(), tar.readAllBytes());
      }
    }
    JsonNode index = JSON.readTree(files.get("index.json"));
    JsonNode manifest = JSON.readTree(blob(files, index.path("manifests").path(0)));
    JsonNode configuration = JSON.readTree(blob(files, manifest.path("config")));
    List<byte[]> layers = new ArrayList<>();
    for (JsonNode layer : manifest.path("layers")) {
      layers.add(blob(files, layer));
    }
    return new ImageArchive(configuration.path("config"), layers);
  }

  private static byte[] blob(Map<String, byte[]> files, JsonNode descriptor) {
    return files.get("blobs/" + descriptor.path("digest").asText().replace(':', '/'));
  }

  /** Unpacks a layer; the JVM holds a cache against the times of the jars it was made of. */
  static void unpack(byte[] layer, Path root) throws IOException {
    try (InputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(layer));
        TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        Path target = root.resolve(e.getName().replaceFirst("^/+", "")).normalize();
        if (!target.startsWith(root)) {
          throw new IOException("a name in the image leads out of it: " + e.getName());
        }
        if (e.isFile()) {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          Files.setLastModifiedTime(target, e.getLastModifiedTime());
        }
      }
    }
  }
}
