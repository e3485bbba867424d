package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A row of the error table.
 *
 * @param codes error codes without the suffix "Exception"; empty for any
 * @param message what the message must contain, where the code says too little
 * @param status HTTP status; 0 for any, 5 for all from 500 on
 * @param when what this run must have done a moment ago
 * @param source where the wording comes from
 */
record ErrorRow(
    String name,
    Set<String> codes,
    Optional<Pattern> message,
    int status,
    When when,
    DeployException.Kind kind,
    Failure.Retry retry,
    String hint,
    String source) {
  /** A condition on what this run wrote in the last two minutes. */
  enum When {
    ALWAYS,
    GRANTED_LATELY,
    CREATED_LATELY
  }

  static ErrorRow of(
      String name, DeployException.Kind kind, Failure.Retry retry, String hint, String source) {
    return new ErrorRow(
        name, Set.of(), Optional.empty(), 0, When.ALWAYS, kind, retry, hint, source);
  }

  ErrorRow code(String... values) {
    return new ErrorRow(name, Set.of(values), message, status, when, kind, retry, hint, source);
  }

  ErrorRow says(String regex) {
    Optional<Pattern> pattern = Optional.of(Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
    return new ErrorRow(name, codes, pattern, status, when, kind, retry, hint, source);
  }

  ErrorRow http(int value) {
    return new ErrorRow(name, codes, message, value, when, kind, retry, hint, source);
  }

  ErrorRow only(When value) {
    return new ErrorRow(name, codes, message, status, value, kind, retry, hint, source);
  }

  boolean matches(String code, String text, int answered, Ledger ledger) {
    String bare = code.endsWith("Exception") ? code.substring(0, code.length() - 9) : code;
    return (codes.isEmpty() || codes.contains(bare))
        && (message.isEmpty() || message.get().matcher(text).find())
        && (status == 0 || status == answered || status == answered / 100)
        && holds(ledger);
  }

  private boolean holds(Ledger ledger) {
    return switch (when) {
      case ALWAYS -> true;
      case GRANTED_LATELY -> ledger.grantedLately();
      case CREATED_LATELY -> ledger.createdLately() || ledger.grantedLately();
    };
  }
}
