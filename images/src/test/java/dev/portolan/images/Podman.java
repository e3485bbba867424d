package dev.portolan.images;

import dev.portolan.images.packing.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * Podman with a storage of its own, where it can run containers. Knative's own nodes use another
 * engine and the same runtime interface.
 */
final class Podman implements AutoCloseable {
  private static final List<String> LIMITS =
      List.of(
          "--network",
          "host",
          "--ulimit",
          "nofile=16384:16384",
          "--ulimit",
          "nproc=4096:4096",
          "--memory",
          "256m",
          "--read-only",
          "--user",
          "12345:0");

  private final Path directory;
  private final List<String> program;

  private Podman(Path directory, List<String> program) {
    this.directory = directory;
    this.program = program;
  }

  /** Opens it; the test is skipped, with what podman says, where it can run nothing at all. */
  static Podman open() throws Exception {
    Path podman = Programs.require("podman");
    Path runc = Programs.require("runc");
    Assumptions.assumeTrue(
        System.getProperty("user.name").equals("root"), "podman's flags here are for root");
    // its sockets want short names
    Path directory = Files.createTempDirectory("pod");
    List<String> program =
        List.of(
            podman.toString(),
            "--root",
            directory.resolve("root").toString(),
            "--runroot",
            directory.resolve("run").toString(),
            "--tmpdir",
            directory.resolve("tmp").toString(),
            "--storage-driver",
            "vfs",
            "--runtime",
            runc.toString(),
            "--cgroup-manager",
            "cgroupfs");
    Podman opened = new Podman(directory, program);
    try {
      opened.tryOut();
    } catch (IOException e) {
      opened.leave();
      Assumptions.abort("podman runs nothing here: " + e.getMessage());
    }
    return opened;
  }

  /** One program of this machine and its libraries, as no image: what fails here is podman's. */
  private void tryOut() throws Exception {
    Path root = directory.resolve("trial");
    Path program = Path.of("/bin/true");
    copy(root, program);
    for (String library : Programs.libraries(program)) {
      copy(root, Path.of(library));
    }
    List<String> command = command("run", "--rm");
    command.addAll(LIMITS);
    command.addAll(List.of("--rootfs", root.toString(), program.toString()));
    Programs.say(command);
  }

  /** What never ran leaves little behind, and what it cannot tidy is not the test's matter. */
  private void leave() {
    try {
      close();
    } catch (IOException broken) {
      // told already by what it could not run
    }
  }

  private static void copy(Path root, Path file) throws IOException {
    Path target = root.resolve(file.toString().substring(1));
    Files.createDirectories(target.getParent());
    Files.copy(file.toRealPath(), target);
  }

  String say(String... arguments) throws IOException, InterruptedException {
    return Programs.say(command(arguments));
  }

  /** Starts a container in the foreground, bounded as a pod is. */
  Process run(String name, List<String> environment, String image) throws IOException {
    List<String> command = command("run", "--rm", "--name", name);
    command.addAll(LIMITS);
    environment.forEach(variable -> command.addAll(List.of("--env", variable)));
    command.add(image);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of(arguments));
    return command;
  }

  @Override
  public void close() throws IOException {
    try {
      say("rm", "--all", "--force", "--time", "0");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Trees.delete(directory);
    }
  }
}
