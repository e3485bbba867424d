package dev.portolan.benchmarks;

import dev.portolan.adapter.awslambda.LambdaEntryPoint;
import dev.portolan.benchmarks.function.BarePojo;
import dev.portolan.benchmarks.function.BareStream;
import dev.portolan.benchmarks.function.Hello;
import dev.portolan.benchmarks.function.Trivial;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Lays out what is measured as Lambda would unpack it: a directory with {@code lib/*.jar}. */
final class Candidates {
  private static final String DESCRIPTOR =
      "{\"schema\":1,\"functions\":[{\"name\":\"hello\",\"class\":\"%1$s\",\"input\":\"%1$s$Name\","
          + "\"output\":\"%1$s$Greeting\",\"triggers\":[{\"type\":\"http\",\"path\":\"/hello\","
          + "\"methods\":[\"GET\",\"POST\"],\"access\":\"public\"}]}]}";

  private Candidates() {}

  /** Not to be measured. */
  static Candidate trivial(Path directory) throws IOException {
    Path trivial = directory.resolve("trivial");
    jar(trivial.resolve("lib/trivial.jar"), Trivial.class);
    return new Candidate(
        "trivial", Trivial.class.getName(), trivial, Payloads.TYPED_EVENT, Map.of());
  }

  static List<Candidate> layOut(Path directory) throws IOException {
    Path bare = directory.resolve("bare");
    jar(
        bare.resolve("lib/bare.jar"),
        BareStream.class,
        BarePojo.class,
        BarePojo.Name.class,
        BarePojo.Greeting.class);
    Path portolan = directory.resolve("portolan");
    jar(portolan.resolve("lib/app.jar"), Hello.class, Hello.Name.class, Hello.Greeting.class);
    copy(dev.portolan.Context.class, portolan.resolve("lib/portolan-api.jar"));
    copy(LambdaEntryPoint.class, portolan.resolve("lib/portolan-aws-lambda.jar"));
    descriptor(portolan.resolve("lib/portolan.jar"));
    Map<String, String> function = Map.of("PORTOLAN_FUNCTION", "hello");
    String entryPoint = LambdaEntryPoint.class.getName();
    return List.of(
        new Candidate(
            "http bare stream", BareStream.class.getName(), bare, Payloads.HTTP_EVENT, Map.of()),
        new Candidate("http portolan", entryPoint, portolan, Payloads.HTTP_EVENT, function),
        new Candidate(
            "typed bare stream", BareStream.class.getName(), bare, Payloads.TYPED_EVENT, Map.of()),
        new Candidate(
            "typed bare pojo", BarePojo.class.getName(), bare, Payloads.TYPED_EVENT, Map.of()),
        new Candidate("typed portolan", entryPoint, portolan, Payloads.TYPED_EVENT, function));
  }

  private static void jar(Path file, Class<?>... classes) throws IOException {
    Files.createDirectories(file.getParent());
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (Class<?> type : classes) {
        String name = type.getName().replace('.', '/') + ".class";
        jar.putNextEntry(new JarEntry(name));
        type.getResourceAsStream("/" + name).transferTo(jar);
        jar.closeEntry();
      }
    }
  }

  private static void descriptor(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("META-INF/portolan/functions.json"));
      jar.write(DESCRIPTOR.formatted(Hello.class.getName()).getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
  }

  private static void copy(Class<?> inside, Path to) throws IOException {
    Files.copy(jarOf(inside), to, StandardCopyOption.REPLACE_EXISTING);
  }

  static Path jarOf(Class<?> inside) {
    try {
      return Path.of(inside.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
