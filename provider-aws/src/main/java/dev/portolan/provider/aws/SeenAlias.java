package dev.portolan.provider.aws;

import java.util.Map;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;

/**
 * An alias as it is.
 *
 * @param weighted whether somebody sends a share of the traffic to another version
 */
record SeenAlias(String name, String version, String revision, boolean weighted) {
  static SeenAlias from(AliasConfiguration seen) {
    Map<String, Double> weights =
        seen.routingConfig() == null ? Map.of() : seen.routingConfig().additionalVersionWeights();
    return new SeenAlias(
        seen.name(), seen.functionVersion(), Revision.of(seen.revisionId()), !weights.isEmpty());
  }
}
