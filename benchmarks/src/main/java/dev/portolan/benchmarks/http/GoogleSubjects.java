package dev.portolan.benchmarks.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.PortableFunction;
import dev.portolan.adapter.googlecloudfunctions.HttpEntryPoint;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions in Google's own server, each with nothing on its class path that it does not need. */
final class GoogleSubjects {
  static final String BARE = "HttpFunction, bare";
  static final String OURS = "portolan";
  private static final String INVOKER = "com.google.cloud.functions.invoker.runner.Invoker";

  private GoogleSubjects() {}

  /** Bare, ours with typed JSON, Google's typed function, and Jackson, in that order. */
  static List<Subject> in(Path directory, Path invoker) throws IOException {
    Path app = Subjects.jar(directory, "app", Subject.home(GoogleSubjects.class));
    Path api = Subjects.jar(directory, "api", Subject.home(PortableFunction.class));
    Path adapter = Subjects.jar(directory, "adapter", Subject.home(HttpEntryPoint.class));
    List<Path> jackson =
        List.of(
            app,
            api,
            Subject.home(ObjectMapper.class),
            Subject.home(JsonFactory.class),
            Subject.home(JsonProperty.class));
    Path home = Files.createDirectories(directory.resolve("work"));
    return List.of(
        subject(BARE, GoogleBare.class, List.of(app), invoker, home),
        subject(OURS, HttpEntryPoint.class, List.of(app, api, adapter), invoker, home)
            .withEnvironment(Map.of("PORTOLAN_FUNCTION", "hello")),
        subject("TypedFunction", GoogleTyped.class, List.of(app, api), invoker, home),
        subject("HttpFunction + Jackson", GoogleJackson.class, jackson, invoker, home));
  }

  private static Subject subject(
      String name, Class<?> target, List<Path> classPath, Path invoker, Path home) {
    List<String> jars = classPath.stream().map(Path::toString).toList();
    List<String> program = new ArrayList<>(Subjects.program(List.of(invoker), INVOKER));
    program.addAll(List.of("--classpath", String.join(File.pathSeparator, jars)));
    program.addAll(List.of("--target", target.getName(), "--port", Subject.PORT));
    return Subject.of(name, program, home);
  }
}
