package dev.portolan.provider.knative.serving;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.knative.cluster.Conditions;
import dev.portolan.provider.knative.cluster.Ownership;
import io.fabric8.knative.serving.v1.Revision;
import java.util.List;
import java.util.Optional;

/** Deletes the revisions that nobody can want to go back to; not those from before an adoption. */
record Sweep(Wanted wanted, Seen seen) {
  void add(StepList.Lane lane, Deeds deeds) {
    int kept = 1;
    for (Revision revision : seen.revisions()) {
      String name = revision.getMetadata().getName();
      if (name.equals(wanted.revision()) || !Ownership.labelled(revision)) {
        continue;
      }
      Optional<String> why = reason(revision, kept);
      if (why.isEmpty()) {
        kept++;
        continue;
      }
      lane.add(
          Phase.SWEEP,
          Change.DELETE,
          "revision/" + name,
          "revision " + name,
          why.get(),
          List.of(lane.id("service"), lane.id("traffic")),
          run -> deeds.deleteRevision(seen.name(), name));
    }
  }

  /** Why it goes; empty if it stays, beside as many as are kept already. */
  private Optional<String> reason(Revision revision, int kept) {
    boolean serves = seen.live().equals(Optional.of(revision.getMetadata().getName()));
    int keep = wanted.settings().keepRevisions();
    if (!Seen.made(revision.getMetadata(), seen.name())) {
      return Optional.of("drift: somebody changed the service by hand, and it came of that");
    }
    if (Conditions.of(revision).isFalse(Conditions.READY) && !serves) {
      return Optional.of("it never became ready");
    }
    if (!serves
        && !seen.served().isEmpty()
        && !seen.served().has(revision.getMetadata().getName())) {
      return Optional.of("it never served");
    }
    boolean stays = serves && keep > 1 || kept < keep;
    return stays ? Optional.empty() : Optional.of("newer ones are kept: " + keep);
  }
}
