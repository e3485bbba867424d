package dev.portolan.images.wire;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A row of the error table.
 *
 * @param codes the server's own codes; empty for any
 * @param message what the message must contain, where code and status say too little
 * @param status HTTP status; 0 for any, 3 for all redirects, 5 for all from 500 on
 * @param source where the wording comes from
 */
public record ErrorRow(
    String name,
    Set<String> codes,
    Optional<Pattern> message,
    int status,
    DeployException.Kind kind,
    Failure.Retry retry,
    String hint,
    String source) {
  public static ErrorRow of(
      String name, DeployException.Kind kind, Failure.Retry retry, String hint, String source) {
    return new ErrorRow(name, Set.of(), Optional.empty(), 0, kind, retry, hint, source);
  }

  public ErrorRow code(String... values) {
    return new ErrorRow(name, Set.of(values), message, status, kind, retry, hint, source);
  }

  public ErrorRow says(String regex) {
    Optional<Pattern> pattern = Optional.of(Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
    return new ErrorRow(name, codes, pattern, status, kind, retry, hint, source);
  }

  public ErrorRow http(int value) {
    return new ErrorRow(name, codes, message, value, kind, retry, hint, source);
  }

  /** The first row that matches; of a table whose last row matches everything. */
  public static ErrorRow first(List<ErrorRow> rows, String code, String text, int status) {
    return rows.stream().filter(each -> each.matches(code, text, status)).findFirst().orElseThrow();
  }

  private boolean matches(String code, String text, int answered) {
    return (codes.isEmpty() || codes.contains(code))
        && (message.isEmpty() || message.get().matcher(text).find())
        && (status == 0 || status == answered || status == answered / 100);
  }
}
