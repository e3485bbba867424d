package dev.portolan.images;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.images.image.Layer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Unpacks our own layers and runs what they hold, as a container would. */
public final class LayerFiles {
  private LayerFiles() {}

  public static void unpack(Layer layer, Path root) throws IOException {
    try (InputStream in = layer.blob().source().open();
        TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(in))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        Path target = root.resolve(e.getName().replaceFirst("^/", ""));
        if (e.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(tar, target);
          Files.setLastModifiedTime(target, FileTime.from(e.getLastModifiedTime().toInstant()));
        }
      }
    }
  }

  /** Starts the entry point, posts once, and ends it. */
  public static String answer(
      JsonNode configuration, Path root, List<String> flags, String path, String body)
      throws Exception {
    JsonNode run = configuration.path("config");
    List<String> command = new ArrayList<>();
    run.path("Entrypoint").forEach(word -> command.add(word.asText()));
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(1, flags);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(root.resolve(run.path("WorkingDir").asText().substring(1)).toFile());
    builder.environment().clear();
    builder.environment().put("PORT", "0");
    builder.environment().put("PORTOLAN_BIND", "127.0.0.1");
    builder.environment().put("PORTOLAN_FUNCTION", "greeter");
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    } finally {
      process.destroy();
      process.waitFor();
    }
  }
}
