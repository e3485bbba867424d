package dev.portolan.sandbox.aws.lambda;

import dev.portolan.sandbox.aws.protocol.Call;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which function is meant, however it was named: by name, partial ARN, ARN, with a qualifier or
 * not.
 */
record FunctionReference(String name, Optional<String> qualifier) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:arn:[^:]+:lambda:)?(?:[a-z]+(?:-[a-z]+)+-\\d:)?(?:\\d{12}:)?(?:function:)?"
              + "(?<name>[a-zA-Z0-9-_.]+)(?::(?<qualifier>\\$LATEST|[a-zA-Z0-9-_]+))?");

  static FunctionReference from(Call call) {
    FunctionReference named = from(call.text("FunctionName"));
    Optional<String> asked = call.optional("Qualifier");
    if (named.qualifier().isPresent() && asked.isPresent() && !named.qualifier().equals(asked)) {
      throw LambdaError.QUALIFIED_NAME.refusal();
    }
    return new FunctionReference(named.name(), named.qualifier().or(() -> asked));
  }

  static FunctionReference from(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw LambdaError.NO_FUNCTION.refusal(text);
    }
    return new FunctionReference(form.group("name"), Optional.ofNullable(form.group("qualifier")));
  }

  /** The ARN, with the qualifier if there is one. */
  String arn(Call call) {
    return unqualifiedArn(call) + qualifier.map(text -> ":" + text).orElse("");
  }

  String unqualifiedArn(Call call) {
    return call.caller().arnOf("lambda", "function:" + name);
  }
}
