package dev.portolan.provider.gcp.errors;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A row of the error table.
 *
 * @param http HTTP status; 0 for any, 3 for all redirects, 5 for all from 500 on
 * @param statuses names of canonical codes; empty for any
 * @param reasons of an {@code ErrorInfo}; empty for any
 * @param message what the message must contain, where the codes say too little
 * @param source where the wording comes from
 */
record ErrorRow(
    String name,
    int http,
    Set<String> statuses,
    Set<String> reasons,
    Optional<Pattern> message,
    DeployException.Kind kind,
    Failure.Retry retry,
    String hint,
    String source) {
  static ErrorRow of(
      String name, DeployException.Kind kind, Failure.Retry retry, String hint, String source) {
    return new ErrorRow(name, 0, Set.of(), Set.of(), Optional.empty(), kind, retry, hint, source);
  }

  ErrorRow http(int value) {
    return new ErrorRow(name, value, statuses, reasons, message, kind, retry, hint, source);
  }

  ErrorRow status(String... values) {
    return new ErrorRow(name, http, Set.of(values), reasons, message, kind, retry, hint, source);
  }

  ErrorRow reason(String... values) {
    return new ErrorRow(name, http, statuses, Set.of(values), message, kind, retry, hint, source);
  }

  ErrorRow says(String regex) {
    Optional<Pattern> pattern = Optional.of(Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
    return new ErrorRow(name, http, statuses, reasons, pattern, kind, retry, hint, source);
  }

  boolean matches(GoogleError said) {
    return (http == 0 || http == said.http() || http == said.http() / 100)
        && (statuses.isEmpty() || statuses.contains(said.status()))
        && (reasons.isEmpty() || reasons.contains(said.reason()))
        && (message.isEmpty() || message.get().matcher(said.message()).find());
  }
}
