package dev.portolan.deploy.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.deploy.model.DeployException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells other processes how to reach a sandbox that is kept up: who runs it, where it is told what
 * shall happen, and for each provider the settings that lead there, credentials included. Readable
 * by its owner alone.
 */
final class EndpointFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int SCHEMA = 2;

  private final Path file;

  EndpointFile(Path directory) {
    this.file = directory.resolve("endpoint.json");
  }

  /**
   * What the file says.
   *
   * @param fire where {@link FireServer} listens
   * @param token what it asks for
   */
  record Endpoint(
      int schema,
      long pid,
      String fire,
      String token,
      SortedMap<String, SortedMap<String, String>> clouds) {
    /** This, if we can read it. */
    Endpoint known() {
      if (schema == SCHEMA) {
        return this;
      }
      throw DeployException.of(
          DeployException.Kind.CONFLICT,
          "process " + pid + " keeps a sandbox of another version up",
          "end it, or use another portolan.sandbox.dir");
    }

    boolean alive() {
      return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
  }

  /** The sandbox that is up; empty for none, for one that is still starting, and for a dead one. */
  Optional<Endpoint> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    return Optional.of(JSON.readValue(Files.readAllBytes(file), Endpoint.class))
        .filter(Endpoint::alive)
        .map(Endpoint::known);
  }

  void write(FireServer server, Map<String, Map<String, String>> clouds) throws IOException {
    SortedMap<String, SortedMap<String, String>> sorted = new TreeMap<>();
    clouds.forEach((provider, settings) -> sorted.put(provider, new TreeMap<>(settings)));
    Endpoint endpoint =
        new Endpoint(SCHEMA, ProcessHandle.current().pid(), server.url(), server.token(), sorted);
    Path fresh = file.resolveSibling("endpoint.json.new");
    Files.deleteIfExists(fresh);
    createPrivate(fresh);
    Files.write(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(endpoint));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  void delete() throws IOException {
    Files.deleteIfExists(file);
  }

  private static void createPrivate(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var ownerOnly = PosixFilePermissions.fromString("rw-------");
      Files.createFile(path, PosixFilePermissions.asFileAttribute(ownerOnly));
    } else {
      Files.createFile(path);
    }
  }
}
