package dev.portolan.sandbox.aws.polling;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of the records that a mapping brought.
 *
 * @param done the numbers of those that were handled
 * @param told what else is worth telling, in the order in which it happened
 */
record Drained(Set<Long> done, List<String> told) {
  static Drained begin() {
    return new Drained(new TreeSet<>(), new ArrayList<>());
  }
}
