package dev.portolan.sandbox.gcp.local;

import dev.portolan.sandbox.gcp.plane.Code;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the framework is started: as {@code launch.sh} and {@code lib.go} of Google's buildpack
 * {@code java/functions_framework} do. What is not theirs suits many short processes on few
 * processors.
 */
final class FunctionCommand {
  private FunctionCommand() {}

  static List<String> of(RevisionPlan plan, Code.Source source, Path framework, Path jar) {
    int feature = Runtime.version().feature();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // the launcher tells the JVM by JAVA_TOOL_OPTIONS, unless the function has set its own
    if (!plan.environment().containsKey("JAVA_TOOL_OPTIONS")) {
      command.add("-XX:MaxRAM=" + (plan.memoryBytes() >> 20) + "m");
      command.add("-XX:MaxRAMPercentage=70");
    }
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Xshare:auto");
    command.add("-Djava.net.preferIPv4Stack=true");
    if (feature >= 23) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.add("-jar");
    command.add(framework.toString());
    command.add("--classpath");
    command.add(jar.getFileName().toString());
    command.add("--target");
    command.add(source.entryPoint());
    return command;
  }

  static Map<String, String> environment(RevisionPlan plan, Code.Source source, int port) {
    Map<String, String> all = new TreeMap<>();
    all.put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    all.put("HOME", System.getProperty("java.io.tmpdir"));
    all.put("LANG", "C.UTF-8");
    all.put("CLOUD_RUN_TIMEOUT_SECONDS", Long.toString(plan.timeout().toSeconds()));
    all.putAll(plan.environment());
    all.put("FUNCTION_TARGET", source.entryPoint());
    all.putIfAbsent("FUNCTION_SIGNATURE_TYPE", "http");
    all.put("PORT", Integer.toString(port));
    return all;
  }
}
