package dev.portolan.sandbox.aws.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the JVM of a function is started: Lambda's flags, and an environment like Lambda's. */
final class JvmCommand {
  private JvmCommand() {}

  static List<String> of(RunSpec function, RuntimeClient client) {
    int feature = Runtime.version().feature();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+TieredCompilation");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    // Lambda gives the heap 85 % of the memory: a 512 MB function runs with MaxHeapSize=445645k
    command.add("-XX:MaxHeapSize=" + function.memory() * 1024L * 85 / 100 + "k");
    command.add("-Djava.net.preferIPv4Stack=true");
    // org.crac finds the runtime client's hooks by this property (CRaC/org.crac, Core.Compat)
    command.add("-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
    if (feature >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    if (feature >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-D" + RuntimeClient.LIBRARY_PROPERTY + "=" + client.library());
    command.add("-cp");
    command.add(client.classPath());
    command.add(RuntimeClient.MAIN);
    command.add(function.handler());
    return command;
  }

  /** Lambda's variables over the function's own, which cannot hold them. */
  static Map<String, String> environment(
      RunSpec function, String runtimeApi, String logStream, Path taskRoot, FunctionHost host) {
    Map<String, String> all = new TreeMap<>();
    all.put("PATH", "/usr/local/bin:/usr/bin:/bin");
    all.put("LANG", "en_US.UTF-8");
    all.put("TZ", ":UTC");
    host.endpoint().ifPresent(url -> all.put("AWS_ENDPOINT_URL", url));
    all.putAll(function.environment());
    all.put("_HANDLER", function.handler());
    all.put("AWS_REGION", function.region());
    all.put("AWS_DEFAULT_REGION", function.region());
    all.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
    all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    all.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
    all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(function.memory()));
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart() ? "snap-start" : "on-demand");
    all.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
    all.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
    all.put("AWS_LAMBDA_LOG_FORMAT", function.logFormat());
    all.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    all.put("LAMBDA_TASK_ROOT", taskRoot.toString());
    all.put("LAMBDA_RUNTIME_DIR", "/var/runtime");
    all.putAll(host.credentials(function));
    return all;
  }
}
