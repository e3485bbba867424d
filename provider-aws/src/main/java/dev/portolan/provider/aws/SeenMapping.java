package dev.portolan.provider.aws;

import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * What takes from a source and calls a function with it, as it is.
 *
 * @param source its ARN
 * @param function the ARN that is called
 * @param state as Lambda names it
 * @param bounds of a stream
 * @param ours whether its tags say so; not known before they are read
 */
record SeenMapping(
    String uuid,
    String arn,
    String source,
    String function,
    int batch,
    boolean reports,
    StreamBounds bounds,
    String state,
    boolean ours) {
  static SeenMapping from(EventSourceMappingConfiguration seen) {
    return new SeenMapping(
        seen.uuid(),
        seen.eventSourceMappingArn(),
        seen.eventSourceArn() == null ? "" : seen.eventSourceArn(),
        seen.functionArn() == null ? "" : seen.functionArn(),
        seen.batchSize() == null ? 0 : seen.batchSize(),
        seen.functionResponseTypesAsStrings().contains(WantedMapping.REPORTS),
        StreamBounds.from(seen),
        seen.state() == null ? "" : seen.state(),
        false);
  }

  SeenMapping withOurs(boolean known) {
    return new SeenMapping(uuid, arn, source, function, batch, reports, bounds, state, known);
  }

  /** Whether it reads the stream of a table. */
  boolean streams() {
    return source.contains(":dynamodb:");
  }

  /** Of what it takes, for a person. */
  String shown() {
    return streams()
        ? "table " + source.replaceAll(".*:table/([^/]+)/.*", "$1")
        : "queue " + source.substring(source.lastIndexOf(':') + 1);
  }

  boolean deleting() {
    return state.equals("Deleting");
  }

  boolean paused() {
    return state.equals("Disabled") || state.equals("Disabling");
  }
}
