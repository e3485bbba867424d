package dev.portolan.benchmarks.http;

import dev.portolan.PortableFunction;
import dev.portolan.adapter.azurefunctions.HttpEntryPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Published folders of Azure Functions, each with nothing in it that it does not need. */
final class AzureSubjects {
  static final String BARE = "HttpTrigger, bare";
  static final String OURS = "portolan";

  private static final String FUNCTION =
      """
      {"scriptFile":"../app.jar","entryPoint":"%s.run","bindings":[\
      {"type":"httpTrigger","direction":"in","name":"request","authLevel":"anonymous"},\
      {"type":"http","direction":"out","name":"$return"}]}
      """;

  private AzureSubjects() {}

  /** Bare, and ours with typed JSON, in that order. */
  static List<Subject> in(Path directory) throws IOException {
    return List.of(
        subject(directory, BARE, AzureBare.class, List.of()),
        subject(
            directory,
            OURS,
            HttpEntryPoint.class,
            List.of(Subject.home(PortableFunction.class), Subject.home(HttpEntryPoint.class))));
  }

  private static Subject subject(
      Path directory, String name, Class<?> entryPoint, List<Path> libraries) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(entryPoint.getSimpleName()));
    Path lib = Files.createDirectories(folder.resolve("lib"));
    Path function = Files.createDirectories(folder.resolve("hello"));
    Path app = Subjects.jar(directory, "app", Subject.home(AzureSubjects.class));
    Files.copy(app, folder.resolve("app.jar"));
    List<Path> jars = new ArrayList<>();
    for (Path each : libraries) {
      jars.add(Subjects.jar(directory, "lib" + jars.size(), each));
      Files.copy(jars.get(jars.size() - 1), lib.resolve(jars.size() + ".jar"));
    }
    Files.writeString(
        folder.resolve("host.json"),
        "{\"version\":\"2.0\",\"extensions\":{\"http\":{\"routePrefix\":\"\"}}}");
    Files.writeString(function.resolve("function.json"), FUNCTION.formatted(entryPoint.getName()));
    return Subject.of(name, List.of(), folder);
  }
}
