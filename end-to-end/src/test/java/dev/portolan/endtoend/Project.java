package dev.portolan.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A user's project, made for one test. */
final class Project {
  private final Path directory;

  private Project(Path directory) {
    this.directory = directory;
  }

  /** A copy of an example, without what was built of it. */
  static Project example(String name, Path directory) throws IOException {
    Path source = Path.of(System.getProperty("portolan.root"), "examples", name);
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path relative = source.relativize(file);
        if (Files.isRegularFile(file) && !relative.startsWith("target")) {
          Path copy = directory.resolve(relative.toString());
          Files.createDirectories(copy.getParent());
          Files.copy(file, copy);
        }
      }
    }
    return new Project(directory);
  }

  /** A project that declares the plugin with this configuration and has no code yet. */
  static Project of(Path directory, String artifactId, String configuration) throws IOException {
    Project hello = example("hello", directory);
    hello.delete("src/main/java/com/example/hello/Hello.java");
    hello.delete("src/test/java/com/example/hello/HelloTest.java");
    String pom = hello.read("pom.xml");
    int start = pom.indexOf("<configuration>");
    int end = pom.indexOf("</configuration>") + "</configuration>".length();
    hello.write(
        "pom.xml",
        (pom.substring(0, start) + configuration + pom.substring(end))
            .replace("<artifactId>hello<", "<artifactId>" + artifactId + "<"));
    return hello;
  }

  /** Adds a public HTTP function that answers with its own name. */
  Project function(String className, String path) throws IOException {
    return write(
        "src/main/java/com/acme/" + className + ".java",
        """
        package com.acme;

        @dev.portolan.Http(path = "%2$s", access = dev.portolan.Http.Access.PUBLIC)
        public final class %1$s implements dev.portolan.PortableFunction<Void, String> {
          @Override
          public String handle(Void input, dev.portolan.Context context) {
            return "%1$s here" + System.getenv().getOrDefault("MODE", "");
          }
        }
        """
            .formatted(className, path));
  }

  Path directory() {
    return directory;
  }

  String read(String file) throws IOException {
    return Files.readString(directory.resolve(file));
  }

  Project write(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return this;
  }

  Project delete(String file) throws IOException {
    Files.delete(directory.resolve(file));
    return this;
  }

  /** The number of the first line of the pom that holds a text. */
  int line(String text) throws IOException {
    List<String> lines = read("pom.xml").lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains(text)) {
        return i + 1;
      }
    }
    throw new AssertionError("not in the pom: " + text);
  }
}
