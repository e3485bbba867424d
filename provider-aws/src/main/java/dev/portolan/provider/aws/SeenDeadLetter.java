package dev.portolan.provider.aws;

import java.util.Optional;

/**
 * What there is for a function's dead letters.
 *
 * @param queue whether the wanted one is there
 * @param config what Lambda does with calls that nobody waits for, as far as it was asked
 */
record SeenDeadLetter(boolean queue, Optional<InvokeConfig> config) {
  static SeenDeadLetter nothing() {
    return new SeenDeadLetter(false, Optional.empty());
  }

  Optional<String> onFailure() {
    return config.flatMap(InvokeConfig::onFailure);
  }
}
