package dev.portolan.sandbox.azure.host;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.CustomBinding;
import dev.portolan.sandbox.azure.worker.WorkerProcess;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a worker is started: with the flags of Azure's {@code worker.config.json}. */
final class JavaCommand {
  private static final List<String> FLAGS =
      List.of(
          "-XX:+TieredCompilation",
          "-XX:TieredStopAtLevel=1",
          "-noverify",
          "-Djava.net.preferIPv4Stack=true");

  private JavaCommand() {}

  static List<String> of(Spec spec, int port, String token) {
    List<String> command = new ArrayList<>();
    command.add(spec.javaHome().resolve("bin").resolve("java").toString());
    command.addAll(FLAGS);
    String more = spec.environment().getOrDefault("JAVA_OPTS", "").trim();
    if (!more.isEmpty()) {
      command.addAll(List.of(more.split("\\s+")));
    }
    command.add("-cp");
    command.add(home(WorkerProcess.class) + File.pathSeparator + home(ExecutionContext.class));
    command.add(WorkerProcess.class.getName());
    command.add(Integer.toString(port));
    command.add(token);
    command.add(home(CustomBinding.class).toString());
    return command;
  }

  /** The app settings, over what a Linux process needs. */
  static Map<String, String> environment(Spec spec) {
    Map<String, String> all = new TreeMap<>();
    all.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    all.put("LANG", "C.UTF-8");
    all.put("HOME", "/home");
    all.put("FUNCTIONS_WORKER_RUNTIME", "java");
    all.putAll(spec.environment());
    all.put("JAVA_HOME", spec.javaHome().toString());
    return all;
  }

  private static Path home(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
