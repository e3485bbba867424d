package dev.portolan.deploy.portability;

import dev.portolan.deploy.model.Feature;
import java.util.List;
import java.util.Set;

/**
 * A portable function, as the scan sees it.
 *
 * @param input the type that it takes
 * @param of what calls it
 * @param place where it is handed what it takes
 * @param roots its methods that are called first
 */
record Served(String input, Set<Feature> of, Place place, List<Code.Method> roots) {

  /** Whether it is called by one of these; by anything if there is none. */
  boolean isCalledBy(Set<Feature> any) {
    return any.isEmpty() || of.stream().anyMatch(any::contains);
  }
}
