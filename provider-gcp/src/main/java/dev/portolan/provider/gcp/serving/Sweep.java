package dev.portolan.provider.gcp.serving;

import com.google.cloud.run.v2.Revision;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.gcp.config.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Deletes the revisions that nobody can want to go back to. The newest of all stays: Cloud Run
 * refuses to delete it.
 *
 * @param made the one that shall serve, if it is there already
 * @param staged whether a newer one is made in this plan
 */
record Sweep(Wanted wanted, Seen seen, Optional<String> made, boolean staged) {
  void add(StepList.Lane lane, Deeds deeds, List<String> first) {
    List<String> after = new ArrayList<>(first);
    after.addAll(List.of(lane.id(Staging.STEP), lane.id("traffic")));
    going()
        .forEach(
            (name, why) ->
                lane.add(
                    Phase.SWEEP,
                    Change.DELETE,
                    "revision/" + name,
                    "revision " + name,
                    why,
                    after,
                    run -> deeds.deleteRevision(run, seen.name(), name)));
  }

  /** The revisions that go, newest first, and why each does. */
  Map<String, String> going() {
    Map<String, String> going = new LinkedHashMap<>();
    int kept = 1;
    for (Revision revision : seen.revisions()) {
      String name = Seen.name(revision);
      boolean newest = name.equals(Place.last(seen.service().getLatestCreatedRevision()));
      if (made.equals(Optional.of(name)) || newest && !staged) {
        continue;
      }
      Optional<String> why = reason(revision, kept);
      if (why.isPresent()) {
        going.put(name, why.get());
      } else {
        kept++;
      }
    }
    return going;
  }

  /** Whether users are moved in this plan, which tells from then on what has served. */
  private boolean shifts() {
    return staged || made.isPresent() && !seen.live().equals(made);
  }

  /** Why it goes; empty if it stays, beside as many as are kept already. */
  private Optional<String> reason(Revision revision, int kept) {
    String name = Seen.name(revision);
    boolean serves = seen.live().equals(Optional.of(name));
    int keep = wanted.settings().keepRevisions();
    if (!Shape.of(revision).isSealed()) {
      return Optional.of("drift: somebody changed the service by hand, and it came of that");
    }
    if (Conditions.failed(revision) && !serves) {
      return Optional.of("it never became ready");
    }
    Served served = Served.of(seen.service());
    if (!served.has(name) && (shifts() || !serves && !served.isEmpty())) {
      return Optional.of(serves ? "it was never proven" : "it never served");
    }
    boolean stays = serves && keep > 1 || kept < keep;
    return stays ? Optional.empty() : Optional.of("newer ones are kept: " + keep);
  }
}
