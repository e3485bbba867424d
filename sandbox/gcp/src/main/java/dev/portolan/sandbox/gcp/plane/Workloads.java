package dev.portolan.sandbox.gcp.plane;

import java.util.List;
import java.util.Set;

/**
 * Runs revisions. Every method returns at once, and is safe for use by many threads; {@link #look}
 * and {@link Addresses#url} are called while the state is locked and must not call the cloud.
 */
public interface Workloads {
  /** Where this revision stands; begins to start it when it has not begun. */
  Standing look(RevisionPlan plan);

  /** Ends all that run but these, by full name. */
  void retain(Set<String> revisions);

  /** What a revision wrote so far, as far as it is kept. */
  List<String> lines(String revision);
}
