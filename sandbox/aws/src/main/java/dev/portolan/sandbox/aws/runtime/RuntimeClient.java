package dev.portolan.sandbox.aws.runtime;

import dev.portolan.sandbox.AtomicFiles;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lambda's own Java runtime client, as it lies on this program's class path.
 *
 * @param classPath of the client and what it needs
 * @param library its native part, unpacked once: left to itself, each process unpacks it over the
 *     same file in /tmp, under the feet of those that run
 */
record RuntimeClient(String classPath, Path library) {
  static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
  static final String LIBRARY_PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";
  private static final List<String> ONE_CLASS_OF_EACH =
      List.of(
          MAIN,
          "com.amazonaws.services.lambda.runtime.RequestHandler",
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

  /** Finds the client; the native part goes to the directory. */
  static RuntimeClient find(Path directory) throws IOException {
    return new RuntimeClient(jars(), unpacked(directory));
  }

  private static String jars() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String name : ONE_CLASS_OF_EACH) {
      try {
        Class<?> member = Class.forName(name, false, RuntimeClient.class.getClassLoader());
        jars.add(
            Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (ClassNotFoundException | URISyntaxException e) {
        throw new IOException("Lambda's Java runtime client is not on the class path: " + name, e);
      }
    }
    return String.join(File.pathSeparator, jars);
  }

  private static Path unpacked(Path directory) throws IOException {
    String name = "libaws-lambda-jni.linux" + libc() + "-" + processor() + ".so";
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      try (InputStream library =
          RuntimeClient.class.getClassLoader().getResourceAsStream("jni/" + name)) {
        if (library == null) {
          throw new IOException("the runtime client has no " + name);
        }
        AtomicFiles.write(file, library.readAllBytes());
      }
    }
    return file;
  }

  private static String libc() {
    return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
            || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"))
        ? "_musl"
        : "";
  }

  private static String processor() throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (!system.contains("linux")) {
      throw new IOException(
          "Lambda's Java runtime client is made for Linux only, not for "
              + System.getProperty("os.name")
              + ": run the sandbox in a Linux container or virtual machine");
    }
    return switch (processor) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64" -> "aarch_64";
      default ->
          throw new IOException(
              "Lambda's Java runtime client is not made for the processor " + processor);
    };
  }
}
