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
  static final String HTTP_EVENT =
      "{\"version\":\"2.0\",\"routeKey\":\"POST /hello\",\"rawPath\":\"/hello\","
          + "\"rawQueryString\":\"\",\"headers\":{\"accept\":\"*/*\",\"content-length\":\"14\","
          + "\"content-type\":\"application/json\",\"host\":\"abc.execute-api.eu-west-1.amazonaws.com\","
          + "\"user-agent\":\"curl/8.5.0\",\"x-amzn-trace-id\":\"Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700\","
          + "\"x-forwarded-for\":\"203.0.113.7\",\"x-forwarded-port\":\"443\",\"x-forwarded-proto\":\"https\"},"
          + "\"requestContext\":{\"accountId\":\"123456789012\",\"apiId\":\"abc\","
          + "\"domainName\":\"abc.execute-api.eu-west-1.amazonaws.com\",\"domainPrefix\":\"abc\","
          + "\"http\":{\"method\":\"POST\",\"path\":\"/hello\",\"protocol\":\"HTTP/1.1\","
          + "\"sourceIp\":\"203.0.113.7\",\"userAgent\":\"curl/8.5.0\"},\"requestId\":\"JKJaXmPLvHcESHA=\","
          + "\"routeKey\":\"POST /hello\",\"stage\":\"$default\",\"time\":\"10/Mar/2026:05:16:23 +0000\","
          + "\"timeEpoch\":1583817383220},\"body\":\"{\\\"name\\\":\\\"Ada\\\"}\",\"isBase64Encoded\":false}";
  static final String TYPED_EVENT = "{\"name\":\"Ada\"}";

  private static final String DESCRIPTOR =
      "{\"schema\":1,\"functions\":[{\"name\":\"hello\",\"class\":\"%1$s\",\"input\":\"%1$s$Name\","
          + "\"output\":\"%1$s$Greeting\",\"triggers\":[{\"type\":\"http\",\"path\":\"/hello\","
          + "\"methods\":[\"GET\",\"POST\"],\"access\":\"public\"}]}]}";

  private Candidates() {}

  /** Not to be measured. */
  static Candidate trivial(Path directory) throws IOException {
    Path trivial = directory.resolve("trivial");
    jar(trivial.resolve("lib/trivial.jar"), Trivial.class);
    return new Candidate("trivial", Trivial.class.getName(), trivial, TYPED_EVENT, Map.of());
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
        new Candidate("http bare stream", BareStream.class.getName(), bare, HTTP_EVENT, Map.of()),
        new Candidate("http portolan", entryPoint, portolan, HTTP_EVENT, function),
        new Candidate("typed bare stream", BareStream.class.getName(), bare, TYPED_EVENT, Map.of()),
        new Candidate("typed bare pojo", BarePojo.class.getName(), bare, TYPED_EVENT, Map.of()),
        new Candidate("typed portolan", entryPoint, portolan, TYPED_EVENT, function));
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
