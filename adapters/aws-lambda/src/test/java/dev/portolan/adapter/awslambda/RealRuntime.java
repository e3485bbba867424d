package dev.portolan.adapter.awslambda;

import com.amazonaws.services.lambda.runtime.LambdaRuntime;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** AWS's own runtime client in a process of its own, as Lambda runs it, with our adapter in it. */
final class RealRuntime implements AutoCloseable {
  private static final String NATIVE =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private final RuntimeApi api;
  private final Process process;
  private final Path log;

  private RealRuntime(RuntimeApi api, Process process, Path log) {
    this.api = api;
    this.process = process;
    this.log = log;
  }

  /** Lays the function out in a directory as Lambda unpacks it, and starts it. */
  static RealRuntime start(FunctionUnderTest function, Path directory) throws IOException {
    unpack(function, directory);
    RuntimeApi api = RuntimeApi.open();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-D" + NATIVE + "=" + nativePart(directory),
            "-cp",
            classPath(),
            AWSLambda.class.getName(),
            LambdaEntryPoint.class.getName());
    Path log = directory.resolve("log.txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("AWS_LAMBDA_RUNTIME_API", api.address());
    environment.put("AWS_REGION", "eu-west-1");
    environment.put("AWS_LAMBDA_FUNCTION_NAME", "project-dev-under-test");
    environment.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512");
    environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/under-test");
    environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "stream");
    environment.putAll(function.variables());
    return new RealRuntime(api, builder.start(), log);
  }

  /**
   * The runtime client copies its native part to one place for all processes, {@code
   * /tmp/.libaws-lambda-jni.so}, and so pulls it from under one that is running.
   */
  private static Path nativePart(Path directory) throws IOException {
    String cpu = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    Path file = directory.resolve("native.so");
    try (InputStream in =
        AWSLambda.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + cpu + ".so")) {
      Files.copy(in, file);
    }
    return file;
  }

  private static String classPath() {
    List<String> jars = new ArrayList<>();
    for (Class<?> type :
        List.of(
            AWSLambda.class,
            LambdaRuntime.class,
            PojoSerializer.class,
            SdkInternalThreadLocal.class)) {
      jars.add(home(type).toString());
    }
    return String.join(File.pathSeparator, jars);
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Classes at the root and jars in {@code lib}, which Lambda's class path knows both. */
  private static void unpack(FunctionUnderTest function, Path directory) throws IOException {
    for (Class<?> type : List.of(PortableFunction.class, LambdaEntryPoint.class, function.type())) {
      Path home = home(type);
      if (Files.isDirectory(home)) {
        copyTree(home, directory);
      } else {
        Files.createDirectories(directory.resolve("lib"));
        Files.copy(home, directory.resolve("lib").resolve(home.getFileName()));
      }
    }
    Path descriptor = directory.resolve("META-INF/portolan/functions.json");
    Files.createDirectories(descriptor.getParent());
    Files.writeString(descriptor, function.descriptor(), StandardCharsets.UTF_8);
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        try (InputStream in = Files.newInputStream(file)) {
          Files.write(target, in.readAllBytes());
        }
      }
    }
  }

  RuntimeApi api() {
    return api;
  }

  /** Sends an event and waits for what the runtime says. */
  String invoke(String event) throws InterruptedException, IOException {
    api.send(event);
    return next();
  }

  /** What the runtime says next; its log if it says nothing. */
  String next() throws InterruptedException, IOException {
    String next = api.next();
    return next == null ? "silence, and the log says: " + log() : next;
  }

  /** The exit code, once the process ended by itself. */
  int exitCode() throws InterruptedException {
    return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  String log() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    api.close();
  }
}
