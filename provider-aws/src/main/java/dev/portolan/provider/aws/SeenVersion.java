package dev.portolan.provider.aws;

import java.util.Optional;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;

/** A published version, which nobody can change any more. */
record SeenVersion(String number, FunctionConfig config, CodeConfig code) {
  static SeenVersion from(FunctionConfiguration seen) {
    return new SeenVersion(seen.version(), FunctionConfig.from(seen), CodeConfig.from(seen));
  }

  Optional<Release> release() {
    return Release.read(config.release());
  }

  int order() {
    return Integer.parseInt(number);
  }

  boolean holds(Wanted wanted) {
    return config.equals(wanted.config()) && code.equals(wanted.code());
  }
}
