package dev.portolan.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The Maven of the running build, started as a process of its own on a project: with its own local
 * repository, with nothing to fetch from but the running build's, and without any credentials that
 * the machine may have.
 */
final class Maven {
  private static final Path LOCAL_REPOSITORY = path("portolan.local-repository");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final AtomicBoolean WRITTEN = new AtomicBoolean();

  private final Path project;
  private final Map<String, String> environment = new TreeMap<>();

  private Maven(Path project) {
    this.project = project;
  }

  static Maven in(Path project) {
    return new Maven(project);
  }

  Path project() {
    return project;
  }

  Maven with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** How a run ended. */
  record Result(int exitCode, String output, Path project) {
    JsonNode report() {
      return report(project);
    }

    /** That of a module. */
    JsonNode reportOf(Project module) {
      return report(module.directory());
    }

    private JsonNode report(Path of) {
      try {
        return JSON.readTree(of.resolve("target/portolan/report.json").toFile());
      } catch (IOException e) {
        throw new UncheckedIOException(output, e);
      }
    }

    /** The report's only result. */
    JsonNode result() {
      JsonNode results = report().get("results");
      if (results.size() != 1) {
        throw new AssertionError("not one result but " + results);
      }
      return results.get(0);
    }
  }

  /** Runs to the end, for at most ten minutes: a machine may be busy. */
  Result run(String... arguments) {
    try {
      Path log = Files.createTempFile(LOCAL_REPOSITORY.getParent(), "maven", ".log");
      Process process = builder(arguments).redirectOutput(log.toFile()).start();
      boolean ended = process.waitFor(10, TimeUnit.MINUTES);
      process.destroyForcibly();
      // Maven ends with a reset of the colours that it was told to leave out.
      String output =
          Files.readString(log, StandardCharsets.UTF_8).replaceAll("\u001b\\[[0-9;]*m", "");
      Files.delete(log);
      if (!ended) {
        throw new AssertionError("not ended in time:\n" + output);
      }
      return new Result(process.exitValue(), output, project);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  /** Starts a run that somebody else ends. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).start();
  }

  private ProcessBuilder builder(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(path("portolan.maven.home").resolve("bin/mvn").toString());
    command.addAll(List.of("-B", "-s", settings().toString()));
    command.add("-Dmaven.repo.local=" + LOCAL_REPOSITORY);
    command.addAll(List.of("-o", "-Daether.offline.protocols=file", "-ntp"));
    // several run at the same time: each waits for another's writing
    command.add("-Daether.syncContext.named.factory=file-lock");
    command.add("-Daether.syncContext.named.nameMapper=file-gav");
    command.add("-Dstyle.color=never");
    // Kotlin's compiler would stay as a process of its own
    command.add("-Dkotlin.compiler.daemon=false");
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(Maven::leadsAway);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_OPTS", options());
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().put("AWS_CONFIG_FILE", project.resolve("no-such-file").toString());
    builder
        .environment()
        .put("AWS_SHARED_CREDENTIALS_FILE", project.resolve("no-such-file").toString());
    builder.environment().putAll(environment);
    return builder;
  }

  /** Newer JVMs warn, in the output, of what Maven's own libraries do: JEP 472 and JEP 498. */
  private static String options() {
    String quick = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto";
    return Runtime.version().feature() < 24
        ? quick
        : quick + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";
  }

  private static boolean leadsAway(String variable) {
    return Stream.of("AWS_", "CLOUDSDK_", "GOOGLE_", "KUBECONFIG", "MAVEN_")
        .anyMatch(variable::startsWith);
  }

  /**
   * Maven settings whose only repository is what the running build has already fetched. Written
   * once: another Maven may be reading them.
   */
  private static synchronized Path settings() throws IOException {
    Path file = LOCAL_REPOSITORY.resolveSibling("settings.xml");
    if (WRITTEN.getAndSet(true)) {
      return file;
    }
    Files.writeString(
        file,
        """
        <settings>
          <mirrors>
            <mirror><id>seed</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
        </settings>
        """
            .formatted(path("portolan.seed").toUri()));
    return file;
  }

  private static Path path(String property) {
    return Path.of(System.getProperty(property));
  }
}
