package dev.portolan.benchmarks.http;

import java.io.IOException;
import java.io.PrintStream;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Others that run a Java function, each as its own documentation lays it out. They are projects of
 * their own below {@code benchmarks/peers}; those that were not built are left out.
 */
final class Peers {
  static final String SPRING = "Spring Cloud Function";

  private final Path sources;
  private final Path work;
  private final PrintStream out;
  private final List<Subject> found = new ArrayList<>();

  private Peers(Path sources, Path work, PrintStream out) {
    this.sources = sources;
    this.work = work;
    this.out = out;
  }

  /** Those there are; says which are left out. */
  static List<Subject> in(Path sources, Path directory, PrintStream out) throws IOException {
    Path work = Files.createDirectories(directory.resolve("work"));
    Peers peers = new Peers(sources.toAbsolutePath(), work, out);
    peers.google();
    peers.funqy("fast-jar");
    peers.funqy("aot-jar");
    peers.micronaut();
    peers.spring();
    return peers.found;
  }

  /** It has no setting for the address that it binds, so that nobody else must be able to come. */
  private void google() throws IOException {
    if (!isAlone()) {
      out.println("left out: Google's invoker, which listens on all addresses: see RESULTS.md");
      return;
    }
    List<Path> jars = jars("google");
    if (!jars.isEmpty()) {
      List<String> program =
          new ArrayList<>(
              Subjects.program(
                  jars.subList(1, jars.size()),
                  "com.google.cloud.functions.invoker.runner.Invoker"));
      program.addAll(List.of("--classpath", jars.get(0).toString(), "--target", "peer.Hello"));
      program.addAll(List.of("--port", Subject.PORT));
      found.add(Subject.of("Google's functions invoker", program, work));
    }
  }

  /** The two packagings of Quarkus: its standard, and the one it has for start-up caches. */
  private void funqy(String packaging) throws IOException {
    Path jar = sources.resolve("funqy/target").resolve(packaging).resolve("quarkus-run.jar");
    if (isBuilt(jar, "funqy")) {
      List<String> program =
          List.of(
              "-Dquarkus.http.host=127.0.0.1",
              "-Dquarkus.http.port=" + Subject.PORT,
              "-jar",
              jar.toString());
      found.add(Subject.of("Quarkus Funqy, " + packaging, program, work));
    }
  }

  private void micronaut() throws IOException {
    List<Path> jars = jars("micronaut");
    if (!jars.isEmpty()) {
      List<String> program =
          new ArrayList<>(
              List.of(
                  "-Dmicronaut.server.host=127.0.0.1", "-Dmicronaut.server.port=" + Subject.PORT));
      program.addAll(Subjects.program(jars, "peer.Hello"));
      found.add(Subject.of("Micronaut", program, work));
    }
  }

  private void spring() throws IOException {
    List<Path> jars = jars("spring");
    if (!jars.isEmpty()) {
      List<String> program =
          new ArrayList<>(List.of("-Dserver.address=127.0.0.1", "-Dserver.port=" + Subject.PORT));
      // else Tomcat ends each connection after a hundred requests, which no other does
      program.add("-Dserver.tomcat.max-keep-alive-requests=-1");
      program.addAll(Subjects.program(jars, "peer.Application"));
      found.add(Subject.of(SPRING, program, work));
    }
  }

  /** The application's jar, then its libraries; nothing if it was not built. */
  private List<Path> jars(String peer) throws IOException {
    Path target = sources.resolve(peer).resolve("target");
    Path application = target.resolve("app.jar");
    if (!isBuilt(application, peer)) {
      return List.of();
    }
    List<Path> jars = new ArrayList<>(List.of(application));
    try (var libraries = Files.list(target.resolve("lib"))) {
      libraries.sorted().forEach(jars::add);
    }
    return jars;
  }

  private boolean isBuilt(Path file, String peer) {
    if (Files.exists(file)) {
      return true;
    }
    out.println("left out: " + peer + ", which is not built: there is no " + file);
    return false;
  }

  /** Whether this network has no address but the loopback's. */
  static boolean isAlone() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .allMatch(address -> address.isLoopbackAddress());
  }
}
