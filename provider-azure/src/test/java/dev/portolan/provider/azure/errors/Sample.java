package dev.portolan.provider.azure.errors;

import dev.portolan.deploy.driver.Failure.Retry;
import dev.portolan.deploy.model.DeployException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A refusal as Azure says it, and what it means.
 *
 * @param from who says it: {@code arm}, {@code web} (App Service's own form), {@code blob}, {@code
 *     raw} (a call of ours, its body as it is), {@code operation} or {@code entra}
 * @param code {@code -} for none
 */
record Sample(
    String from, int status, String code, String row, Kind kind, Retry retry, String text) {
  static List<Sample> all() throws IOException {
    try (InputStream in = Sample.class.getResourceAsStream("errors.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Sample::of)
          .toList();
    }
  }

  private static Sample of(String line) {
    String[] part = line.split(" \\| ", 7);
    return new Sample(
        part[0].strip(),
        Integer.parseInt(part[1].strip()),
        part[2].strip(),
        part[3].strip(),
        Kind.valueOf(part[4].strip()),
        Retry.valueOf(part[5].strip()),
        part[6].strip());
  }
}
