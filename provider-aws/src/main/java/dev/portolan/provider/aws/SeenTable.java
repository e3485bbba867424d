package dev.portolan.provider.aws;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
   * @param status as DynamoDB names it
   * @param stream the ARN of its stream, where it has one that is on
   * @param view what that stream tells of a change
   */
  record Table(String status, Optional<String> stream, String view) {
    /** What nothing is read from, and what nobody but its owner can bring back. */
    private static final Set<String> LOST =
        Set.of("DELETING", "ARCHIVING", "ARCHIVED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS");

    /** Whether nothing is under way at it. */
    boolean settled() {
      return status.equals("ACTIVE");
    }

    boolean lost() {
      return LOST.contains(status);
    }

    boolean tells() {
      return stream.isPresent() && view.equals(WantedTable.VIEW);
    }
  }

  static SeenTable nothing() {
    return new SeenTable(Optional.empty(), Optional.empty(), List.of());
  }
}
