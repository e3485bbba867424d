package dev.portolan.deploy.packaging;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A jar signed with the platform's own tools and a key made for the occasion. */
final class Signed {
  private Signed() {}

  static Path jar(Path directory) throws Exception {
    Path jar = Archives.zip(directory.resolve("signed.jar"), "A.class", "B.class");
    String store = directory.resolve("keys").toString();
    String[] pass = {"-keystore", store, "-storepass", "secret1"};
    run(pass, "keytool", "-genkeypair", "-alias", "k", "-dname", "CN=k", "-keyalg", "EC");
    run(pass, "jarsigner", jar.toString(), "k");
    return jar;
  }

  static Path withChangedEntry(Path jar, Path changed) throws IOException {
    try (ZipFile in = new ZipFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
      for (ZipEntry entry : in.stream().toList()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        out.write(entry.getName().equals("B.class") ? "changed".getBytes() : bytes);
      }
    }
    return changed;
  }

  private static void run(String[] store, String tool, String... arguments) throws Exception {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
    boolean first = tool.equals("keytool");
    if (first) {
      command.addAll(List.of(arguments));
    }
    command.addAll(List.of(store));
    if (!first) {
      command.addAll(List.of(arguments));
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(tool + " ended with " + process.exitValue());
    }
  }
}
