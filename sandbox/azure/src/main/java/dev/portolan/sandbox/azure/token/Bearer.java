package dev.portolan.sandbox.azure.token;

import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.azure.wire.Caller;
import dev.portolan.sandbox.azure.wire.CommonError;
import java.util.Optional;

/** Reads a request's token. */
public final class Bearer {
  private static final String SCHEME = "Bearer ";

  private Bearer() {}

  /** The token it bears, if it bears one. */
  public static Optional<String> of(WireRequest request) {
    return request
        .headers()
        .first("Authorization")
        .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
        .map(value -> value.substring(SCHEME.length()));
  }

  /** Who calls the resource manager; refused without a token that is meant for it. */
  public static Caller manager(Tokens tokens, WireRequest request) {
    String token = of(request).orElseThrow(CommonError.NO_TOKEN::refusal);
    Caller caller = tokens.holder(token);
    String audience = caller.audience().replaceFirst("/$", "");
    if (!audience.equals("https://management.azure.com")
        && !audience.equals("https://management.core.windows.net")) {
      throw CommonError.WRONG_AUDIENCE.refusal(caller.audience());
    }
    return caller;
  }
}
