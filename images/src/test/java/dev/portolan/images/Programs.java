package dev.portolan.images;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Programs of this machine that tests use where they are installed. */
public final class Programs {
  private static final Pattern LIBRARY = Pattern.compile("(?:=> |^\\s*)(/\\S+) \\(0x");

  private Programs() {}

  /** Where a program is; the test is skipped where it is not. */
  public static Path require(String program) {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory, program))
            .filter(Files::isExecutable)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), program + " is not installed here");
    return found.orElseThrow();
  }

  /** Runs a program to its end; an end in an error is one. */
  public static String say(String... command) throws IOException, InterruptedException {
    return say(List.of(command));
  }

  static String say(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String said = String.join("\n", lines.lines().toList());
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
      return said;
    }
  }

  /** The shared libraries that a program wants. */
  static TreeSet<String> libraries(Path program) throws IOException, InterruptedException {
    TreeSet<String> all = new TreeSet<>();
    for (String line : say("ldd", program.toString()).lines().toList()) {
      Matcher matcher = LIBRARY.matcher(line);
      if (matcher.find()) {
        all.add(matcher.group(1));
      }
    }
    return all;
  }
}
