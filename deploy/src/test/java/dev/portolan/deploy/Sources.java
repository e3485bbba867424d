package dev.portolan.deploy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles a project's sources, written down in a test, against the real function interface. */
public final class Sources {
  private static final Pattern TYPE = Pattern.compile("(?:class|interface|record|enum) ([\\w$]+)");

  private final List<String> sources = new ArrayList<>();
  private Path classPath = api();

  private Sources() {}

  public static Sources of(String... sources) {
    Sources all = new Sources();
    all.sources.addAll(List.of(sources));
    return all;
  }

  /** These sources, compiled beside other classes too. */
  public Sources beside(Path classes) {
    classPath = Path.of(api() + System.getProperty("path.separator") + classes);
    return this;
  }

  /**
   * Compiles into a directory and returns it. All classes stand in package {@code shop} that name
   * none.
   */
  public Path compile(Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<Path> written = new ArrayList<>();
      Path from =
          Files.createDirectories(directory.resolveSibling(directory.getFileName() + "-src"));
      for (String source : sources) {
        Matcher type = TYPE.matcher(source);
        if (!type.find()) {
          throw new IllegalArgumentException("no type in " + source);
        }
        Path file = from.resolve(type.group(1) + ".java");
        String head =
            source.startsWith("package ") ? "" : "package shop;\nimport dev.portolan.*;\n";
        Files.writeString(file, head + source);
        written.add(file);
      }
      List<String> options =
          List.of("-g", "-proc:none", "-d", directory.toString(), "-cp", classPath.toString());
      Files.createDirectories(directory);
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(written))
              .call();
      if (!compiled) {
        throw new IllegalArgumentException(messages.toString());
      }
      return directory;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  public static Path api() {
    try {
      Class<?> type = dev.portolan.PortableFunction.class;
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
