package dev.portolan.benchmarks;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * From process start to first answer of one Spring Cloud Function application, deployed with
 * Spring's own adapter for Lambda and with ours.
 *
 * <p>Arguments: the home of the JDK to measure; how many rounds. The application and the jars of
 * both are those that {@code benchmarks/spring} put together.
 */
public final class SpringStart {
  private static final String APPLICATION = "dev.portolan.benchmarks.spring.HelloApplication";
  private static final String DESCRIPTOR =
      "{\"schema\":1,\"functions\":[{\"name\":\"hello\","
          + "\"class\":\"dev.portolan.adapter.springcloudfunction.BeanFunction\","
          + "\"input\":\"dev.portolan.HttpRequest\",\"output\":\"dev.portolan.HttpResponse\","
          + "\"bean\":{\"application\":\""
          + APPLICATION
          + "\",\"definition\":\"hello\"},\"triggers\":[{\"type\":\"http\",\"path\":\"/hello\","
          + "\"methods\":[\"POST\"],\"access\":\"public\"}]}]}";

  private SpringStart() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments.length > 0 ? arguments[0] : System.getProperty("java.home"));
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
    Path directory = Path.of("target", "spring-start").toAbsolutePath();
    Path built = Path.of("spring", "target").toAbsolutePath();
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true);
    List<Candidate> candidates = List.of(springs(directory, built), ours(directory, built));
    RuntimeClient client = RuntimeClient.prepare(home, Candidates.trivial(directory), directory);
    double[][] wall = new double[candidates.size()][rounds];
    double[][] processor = new double[candidates.size()][rounds];
    for (int round = -1; round < rounds; round++) {
      for (int i = 0; i < candidates.size(); i++) {
        double[] time = client.coldStart(candidates.get(i));
        if (round >= 0) {
          wall[i][round] = time[0];
          processor[i][round] = time[1];
        }
      }
    }
    out.printf("JDK at %s, %d rounds, medians in milliseconds%n", home, rounds);
    for (int i = 0; i < candidates.size(); i++) {
      Arrays.sort(wall[i]);
      Arrays.sort(processor[i]);
      out.printf(
          "%-24s to first answer %7.1f (%.2f)  p10 %7.1f  p90 %7.1f  processor %7.1f (%.2f)%n",
          candidates.get(i).name(),
          wall[i][rounds / 2],
          wall[i][rounds / 2] / wall[0][rounds / 2],
          wall[i][rounds / 10],
          wall[i][rounds * 9 / 10],
          processor[i][rounds / 2],
          processor[i][rounds / 2] / processor[0][rounds / 2]);
    }
  }

  private static Candidate springs(Path directory, Path built) throws IOException {
    Path lib = layOut(directory.resolve("springs/lib"), built, "portolan-");
    return new Candidate(
        "Spring's own adapter",
        "org.springframework.cloud.function.adapter.aws.FunctionInvoker::handleRequest",
        lib.getParent(),
        Payloads.HTTP_EVENT,
        Map.of("MAIN_CLASS", APPLICATION, "SPRING_CLOUD_FUNCTION_DEFINITION", "hello"));
  }

  private static Candidate ours(Path directory, Path built) throws IOException {
    Path lib =
        layOut(
            directory.resolve("ours/lib"),
            built,
            "spring-cloud-function-adapter-aws",
            "aws-lambda-java-events");
    try (OutputStream out = Files.newOutputStream(lib.resolve("portolan.jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry("META-INF/portolan/functions.json"));
      jar.write(DESCRIPTOR.getBytes(StandardCharsets.UTF_8));
      jar.closeEntry();
    }
    return new Candidate(
        "portolan",
        "dev.portolan.adapter.awslambda.LambdaEntryPoint",
        lib.getParent(),
        Payloads.HTTP_EVENT,
        Map.of("PORTOLAN_FUNCTION", "hello"));
  }

  /** The application and its jars, but for those that begin so: they are the other one's. */
  private static Path layOut(Path lib, Path built, String... others) throws IOException {
    Files.createDirectories(lib);
    List<Path> jars = new ArrayList<>();
    for (Path from : List.of(built, built.resolve("lib"))) {
      try (var files = Files.newDirectoryStream(from, "*.jar")) {
        files.forEach(jars::add);
      }
    }
    for (Path jar : jars) {
      String name = jar.getFileName().toString();
      boolean isApplication = name.startsWith("portolan-benchmarks-spring");
      if (isApplication || Arrays.stream(others).noneMatch(name::startsWith)) {
        Files.copy(jar, lib.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return lib;
  }
}
