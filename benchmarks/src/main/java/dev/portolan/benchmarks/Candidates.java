package dev.portolan.benchmarks;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.portolan.Context;
import dev.portolan.adapter.awslambda.LambdaEntryPoint;
import dev.portolan.benchmarks.function.BarePojo;
import dev.portolan.benchmarks.function.BareStream;
import dev.portolan.benchmarks.function.Hello;
import dev.portolan.benchmarks.function.LookedUpCodec;
import dev.portolan.benchmarks.function.Trivial;
import dev.portolan.codec.jackson.JacksonCodec;
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
      "{\"schema\":1,\"functions\":[{%2$s\"name\":\"hello\",\"class\":\"%1$s\",\"input\":\"%1$s$Name\","
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
    Path portolan = portolan(directory.resolve("portolan"), null);
    Path jackson = portolan(directory.resolve("jackson"), JacksonCodec.class);
    copy(JacksonCodec.class, jackson.resolve("lib/portolan-jackson.jar"));
    copy(Jdk8Module.class, jackson.resolve("lib/jackson-datatype-jdk8.jar"));
    copy(JavaTimeModule.class, jackson.resolve("lib/jackson-datatype-jsr310.jar"));
    copy(ObjectMapper.class, jackson.resolve("lib/jackson-databind.jar"));
    copy(JsonFactory.class, jackson.resolve("lib/jackson-core.jar"));
    copy(JsonProperty.class, jackson.resolve("lib/jackson-annotations.jar"));
    Path lookedUp = portolan(directory.resolve("looked-up"), LookedUpCodec.class);
    Map<String, String> function = Map.of("PORTOLAN_FUNCTION", "hello");
    String entry = LambdaEntryPoint.class.getName();
    String http = Payloads.HTTP_EVENT;
    String typed = Payloads.TYPED_EVENT;
    return List.of(
        new Candidate("http bare stream", BareStream.class.getName(), bare, http, Map.of()),
        new Candidate("http portolan", entry, portolan, http, function),
        new Candidate("http with Jackson", entry, jackson, http, function),
        new Candidate("http ServiceLoader", entry, lookedUp, http, function),
        new Candidate("typed bare stream", BareStream.class.getName(), bare, typed, Map.of()),
        new Candidate("typed bare pojo", BarePojo.class.getName(), bare, typed, Map.of()),
        new Candidate("typed portolan", entry, portolan, typed, function));
  }

  private static Path portolan(Path directory, Class<?> codec) throws IOException {
    jar(directory.resolve("lib/app.jar"), Hello.class, Hello.Name.class, Hello.Greeting.class);
    copy(Context.class, directory.resolve("lib/portolan-api.jar"));
    copy(LambdaEntryPoint.class, directory.resolve("lib/portolan-aws-lambda.jar"));
    if (codec == LookedUpCodec.class) {
      jar(directory.resolve("lib/codec.jar"), codec);
    }
    String named = codec == null ? "" : "\"codec\":\"" + codec.getName() + "\",";
    descriptor(directory.resolve("lib/portolan.jar"), named);
    return directory;
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

  private static void descriptor(Path file, String codec) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("META-INF/portolan/functions.json"));
      jar.write(
          DESCRIPTOR.formatted(Hello.class.getName(), codec).getBytes(StandardCharsets.UTF_8));
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
