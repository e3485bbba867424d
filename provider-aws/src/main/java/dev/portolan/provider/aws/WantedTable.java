package dev.portolan.provider.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Optional;

/**
 * The table whose changes a function hears of.
 *
 * @param here whether it is one of this account and region
 * @param endpoint the ARN that Lambda calls with its changes
 * @param onFailure the ARN of the queue that keeps what is given up, if there shall be one
 */
record WantedTable(
    String name, String arn, boolean here, String endpoint, Optional<String> onFailure) {
  /** Both images: a portable change says what was there before and what is after. */
  static final String VIEW = "NEW_AND_OLD_IMAGES";

  /** As many as of a queue, since all of them must be through before the function's timeout. */
  private static final int BATCH = 10;

  static Optional<WantedTable> of(
      Place place, FunctionSpec spec, Names names, Optional<WantedDeadLetter> deadLetter) {
    return spec.triggers(Trigger.RecordChanged.class)
        .findFirst()
        .flatMap(
            asked ->
                TableName.parse(names.of(asked.table()))
                    .map(
                        table ->
                            new WantedTable(
                                table.name(),
                                place.tableArn(table.name()),
                                table.in(place),
                                place.liveArn(place.function(spec.name())),
                                deadLetter.map(WantedDeadLetter::arn))));
  }

  /** What the function's role must be allowed: no more than Lambda reads the stream with. */
  JsonNode statement() {
    return Policies.reads(arn);
  }

  /**
   * What shall read a stream of the table.
   *
   * @param marked whether we ever said where a record goes of what is given up
   */
  WantedMapping mapping(String stream, boolean marked) {
    return new WantedMapping(
        stream,
        endpoint,
        BATCH,
        Optional.of(StreamBounds.wanted(onFailure)),
        marked || onFailure.isPresent(),
        Optional.empty());
  }
}
