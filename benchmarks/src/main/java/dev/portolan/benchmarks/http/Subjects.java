package dev.portolan.benchmarks.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.PortableFunction;
import dev.portolan.adapter.http.HttpEntryPoint;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** The servers that are compared, each with nothing on its class path that it does not need. */
final class Subjects {
  static final String BARE = "JDK server, bare";
  static final String JACKSON = "JDK server + Jackson";
  static final String OURS = "portolan-http";
  static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** Without it, the server of JDK 17 waits 40 ms of each request for an acknowledgement. */
  private static final List<String> NO_DELAY = List.of("-Dsun.net.httpserver.nodelay=true");

  private static final String DESCRIPTOR =
      """
      {"schema":1,"functions":[{"name":"hello",\
      "class":"dev.portolan.benchmarks.http.HelloFunction",\
      "input":"dev.portolan.benchmarks.http.HelloFunction$Name",\
      "output":"dev.portolan.benchmarks.http.HelloFunction$Greeting",\
      "triggers":[{"type":"http","path":"/hello","methods":["GET","POST"],"access":"public"}]}]}
      """;

  private Subjects() {}

  /** Bare, with Jackson, and ours with the same function, in that order. */
  static List<Subject> in(Path directory) throws IOException {
    Path app = jar(directory, "app", Subject.home(Subjects.class));
    Path api = jar(directory, "api", Subject.home(PortableFunction.class));
    Path http = jar(directory, "http", Subject.home(HttpEntryPoint.class));
    List<Path> jackson =
        List.of(
            app,
            api,
            Subject.home(ObjectMapper.class),
            Subject.home(JsonFactory.class),
            Subject.home(JsonProperty.class));
    Path home = Files.createDirectories(directory.resolve("work"));
    Map<String, String> hello = Map.of("PORTOLAN_BIND", "127.0.0.1", "PORTOLAN_FUNCTION", "hello");
    return List.of(
        Subject.of(BARE, program(List.of(app), BareServer.class.getName()), home)
            .withFlags(NO_DELAY),
        Subject.of(JACKSON, program(jackson, JacksonServer.class.getName()), home)
            .withFlags(NO_DELAY),
        Subject.of(OURS, program(List.of(app, api, http), HttpEntryPoint.class.getName()), home)
            .withEnvironment(hello));
  }

  /** The words that run a class. */
  static List<String> program(List<Path> classPath, String mainClass) {
    List<String> jars = classPath.stream().map(Path::toString).toList();
    return List.of("-cp", String.join(File.pathSeparator, jars), mainClass);
  }

  /** The JVM's caches know jars only; in the reactor a module is a directory. */
  static Path jar(Path directory, String name, Path home) throws IOException {
    if (Files.isRegularFile(home)) {
      return home;
    }
    Path jar = directory.resolve(name + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream stream = new JarOutputStream(file)) {
      List<Path> files;
      try (var walk = Files.walk(home)) {
        files = walk.filter(Files::isRegularFile).sorted().toList();
      }
      for (Path each : files) {
        stream.putNextEntry(new JarEntry(home.relativize(each).toString()));
        Files.copy(each, stream);
      }
      if (name.equals("app")) {
        stream.putNextEntry(new JarEntry("META-INF/portolan/functions.json"));
        stream.write(DESCRIPTOR.getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}
