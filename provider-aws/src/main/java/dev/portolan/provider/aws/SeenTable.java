package dev.portolan.provider.aws;

import java.util.List;
import java.util.Optional;

/**
 * The table whose changes a function shall hear of, and what brings it changes.
 *
 * @param table empty where it is not there, or not asked for
 * @param wanted the mapping of that table's latest stream to the live alias
 * @param stale those of other tables and of streams that are no more, as far as they are ours
 */
record SeenTable(Optional<Table> table, Optional<SeenMapping> wanted, List<SeenMapping> stale) {
  /**
   * A table that is there.
   *
   * @param settled whether nothing is under way at it
   * @param stream the ARN of its stream, where it has one that is on
   * @param view what that stream tells of a change
   */
  record Table(boolean settled, Optional<String> stream, String view) {
    boolean tells() {
      return stream.isPresent() && view.equals(WantedTable.VIEW);
    }
  }

  static SeenTable nothing() {
    return new SeenTable(Optional.empty(), Optional.empty(), List.of());
  }
}
