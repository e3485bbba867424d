package dev.portolan.provider.azure.errors;

import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.model.DeployException;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A row of the error table.
 *
 * @param codes any of which the answer must bear, at any depth; empty for any
 * @param message what the answer must contain, where the codes say too little
 * @param http HTTP status; 0 for any, 2, 3 and 5 for all of those hundreds
 * @param source where the wording comes from
 */
record ErrorRow(
    String name,
    Set<String> codes,
    Optional<Pattern> message,
    int http,
    DeployException.Kind kind,
    Failure.Retry retry,
    String hint,
    String source) {
  static ErrorRow of(
      String name, DeployException.Kind kind, Failure.Retry retry, String hint, String source) {
    return new ErrorRow(name, Set.of(), Optional.empty(), 0, kind, retry, hint, source);
  }

  ErrorRow code(String... values) {
    return new ErrorRow(name, Set.of(values), message, http, kind, retry, hint, source);
  }

  ErrorRow says(String regex) {
    Optional<Pattern> pattern = Optional.of(Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
    return new ErrorRow(name, codes, pattern, http, kind, retry, hint, source);
  }

  ErrorRow http(int value) {
    return new ErrorRow(name, codes, message, value, kind, retry, hint, source);
  }

  boolean matches(AzureError said) {
    return (codes.isEmpty() || !Collections.disjoint(codes, said.codes()))
        && (message.isEmpty() || message.get().matcher(said.text()).find())
        && (http == 0 || http == said.status() || http == said.status() / 100);
  }
}
