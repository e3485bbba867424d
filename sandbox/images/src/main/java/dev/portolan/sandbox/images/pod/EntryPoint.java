package dev.portolan.sandbox.images.pod;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The command of an image, with the paths that lead into the image turned into paths of this
 * machine. A {@code java} that the image does not hold is the one this program runs on.
 */
final class EntryPoint {
  private static final Pattern PATH = Pattern.compile("(?<![\\w./])/[^:;,=\\s\"']+");
  private static final List<String> BIN = List.of("/usr/local/bin", "/usr/bin", "/bin");

  private final Path root;
  private final JsonNode config;
  private final Path scratch;

  /**
   * Reads an image's configuration.
   *
   * @param scratch where argument files are written anew, with their paths turned
   */
  EntryPoint(Path root, JsonNode config, Path scratch) {
    this.root = root;
    this.config = config;
    this.scratch = scratch;
  }

  /** The command line, with a container's own command and arguments in place of the image's. */
  List<String> command(Container container) throws IOException, PodFailedException {
    List<String> words = new ArrayList<>(container.command());
    if (container.command().isEmpty()) {
      config.path("Entrypoint").forEach(word -> words.add(word.asText()));
    }
    words.addAll(container.arguments());
    if (container.command().isEmpty() && container.arguments().isEmpty()) {
      config.path("Cmd").forEach(word -> words.add(word.asText()));
    }
    if (words.isEmpty()) {
      throw new PodFailedException(
          PodFailure.waiting("CreateContainerError", "no command specified"));
    }
    List<String> command = new ArrayList<>();
    command.add(program(words.get(0)));
    for (String word : words.subList(1, words.size())) {
      command.add(word.startsWith("@") ? "@" + argumentFile(word.substring(1)) : turned(word));
    }
    return command;
  }

  private String program(String name) throws PodFailedException {
    if (name.startsWith("/")) {
      if (Files.exists(inRoot(name))) {
        return inRoot(name).toString();
      }
    } else {
      List<String> places = new ArrayList<>();
      imageEnvironment()
          .computeIfPresent(
              "PATH",
              (key, path) -> {
                places.addAll(List.of(path.split(":")));
                return path;
              });
      places.addAll(BIN);
      for (String place : places) {
        if (Files.isExecutable(inRoot(place + "/" + name))) {
          return inRoot(place + "/" + name).toString();
        }
      }
    }
    if (name.equals("java") || name.endsWith("/bin/java")) {
      return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
    throw new PodFailedException(
        new PodFailure(
            "StartError",
            "exec: \"%s\": executable file not found in $PATH: unknown".formatted(name),
            128));
  }

  /** Whether the command starts a JVM. */
  static boolean java(List<String> command) {
    return Path.of(command.get(0)).getFileName().toString().equals("java");
  }

  private Path inRoot(String path) {
    return root.resolve(path.replaceFirst("^/+", "")).normalize();
  }

  /** A text in which each path that leads to something in the image leads there on this machine. */
  String turned(String text) {
    Matcher match = PATH.matcher(text);
    StringBuilder turned = new StringBuilder();
    while (match.find()) {
      String path = match.group();
      match.appendReplacement(
          turned, Matcher.quoteReplacement(leadsIn(path) ? inRoot(path).toString() : path));
    }
    return match.appendTail(turned).toString();
  }

  private boolean leadsIn(String path) {
    String plain = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
    Path target = inRoot(plain);
    return target.startsWith(root) && !target.equals(root) && Files.exists(target);
  }

  private Path argumentFile(String name) throws IOException {
    Path file = inRoot(name.startsWith("/") ? name : workingDirectory() + "/" + name);
    if (!Files.exists(file)) {
      return file;
    }
    Path copy = Files.createTempFile(Files.createDirectories(scratch), "arguments", "");
    Files.writeString(copy, turned(Files.readString(file)));
    return copy;
  }

  private String workingDirectory() {
    String directory = config.path("WorkingDir").asText("");
    return directory.isEmpty() ? "/" : directory;
  }

  Path directory(Container container) {
    String own = container.workingDirectory();
    Path directory = inRoot(own.isEmpty() ? workingDirectory() : own);
    return Files.isDirectory(directory) ? directory : root;
  }

  private Map<String, String> imageEnvironment() {
    Map<String, String> all = new LinkedHashMap<>();
    for (JsonNode each : config.path("Env")) {
      String pair = each.asText();
      int equals = pair.indexOf('=');
      if (equals > 0) {
        all.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return all;
  }

  /** The image's variables and, over them, others; nothing of this machine's own. */
  Map<String, String> environment(Map<String, String> others) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    all.put("HOME", System.getProperty("java.io.tmpdir"));
    imageEnvironment().forEach((name, value) -> all.put(name, turned(value)));
    others.forEach((name, value) -> all.put(name, turned(value)));
    return all;
  }
}
