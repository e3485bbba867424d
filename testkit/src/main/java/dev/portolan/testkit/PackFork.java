package dev.portolan.testkit;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Artifact;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Packs the sample project in another process, on another Java platform. */
public final class PackFork {
  private PackFork() {}

  /** The digest that another platform gets. */
  static String run(Path java, String zone, PackagerUnderTest test, Path directory)
      throws IOException, InterruptedException {
    Path settings = directory.resolve("settings");
    Properties values = new Properties();
    values.putAll(test.settings().values());
    try (var out = Files.newOutputStream(settings)) {
      values.store(out, null);
    }
    Path said = directory.resolve("said");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=" + zone,
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Dfile.encoding=ISO-8859-1",
                "-cp",
                System.getProperty("java.class.path"),
                PackFork.class.getName(),
                test.provider().getClass().getName(),
                settings.toString(),
                directory.toString())
            .directory(new File("/"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int code = process.waitFor();
    String output = Files.readString(said, StandardCharsets.ISO_8859_1);
    if (code != 0) {
      throw new IOException(java + " ended with " + code + ":\n" + output);
    }
    return output.strip();
  }

  /** Takes the provider's class, a file of settings and a directory; prints the digest. */
  public static void main(String[] arguments) throws Exception {
    Constructor<?> constructor = Class.forName(arguments[0]).getDeclaredConstructor();
    constructor.setAccessible(true);
    Provider provider = (Provider) constructor.newInstance();
    Properties values = new Properties();
    try (var in = Files.newInputStream(Path.of(arguments[1]))) {
      values.load(in);
    }
    Map<String, String> settings = new TreeMap<>();
    values.stringPropertyNames().forEach(name -> settings.put(name, values.getProperty(name)));
    Path directory = Path.of(arguments[2]);
    SampleProject project = SampleProject.in(directory);
    Artifact artifact =
        provider
            .packager(Settings.of(settings))
            .pack(
                project.application("1", SampleProject.function("greeter", provider.features())),
                directory.resolve("out"));
    byte[] line = (artifact.sha256() + "\n").getBytes(StandardCharsets.US_ASCII);
    System.out.write(line, 0, line.length);
    System.out.flush();
  }
}
