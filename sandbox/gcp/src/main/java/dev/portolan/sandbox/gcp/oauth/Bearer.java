package dev.portolan.sandbox.gcp.oauth;

import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.gcp.wire.CommonError;
import java.util.Optional;
import java.util.function.Function;

/** Tells whose access token a request bears, or refuses. */
public final class Bearer implements Function<WireRequest, String> {
  private final Tokens tokens;

  public Bearer(Tokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public String apply(WireRequest request) {
    Optional<String> field = request.headers().first("Authorization");
    if (field.isEmpty()) {
      throw CommonError.NO_CREDENTIALS.refusal().because("CREDENTIALS_MISSING", "googleapis.com");
    }
    return field
        .filter(value -> value.startsWith("Bearer "))
        .flatMap(value -> tokens.holder(value.substring("Bearer ".length()).strip()))
        .orElseThrow(
            () ->
                CommonError.UNAUTHENTICATED
                    .refusal()
                    .because("ACCESS_TOKEN_TYPE_UNSUPPORTED", "googleapis.com"));
  }
}
