package dev.portolan.sandbox.gcp.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.Condition;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import com.google.iam.v1.Policy;
import dev.portolan.sandbox.gcp.wire.Kind;
import java.util.List;

/** What Cloud Run keeps, each by its full name. */
public final class RunState {
  public static final Kind<Service> SERVICES =
      new Kind<>("runServices", Service.getDefaultInstance());
  public static final Kind<Revision> REVISIONS =
      new Kind<>("runRevisions", Revision.getDefaultInstance());

  /** Who may do what with a service, by the service's name. */
  public static final Kind<Policy> POLICIES =
      new Kind<>("runPolicies", Policy.getDefaultInstance());

  private RunState() {}

  /** The revisions of a service, the newest first. */
  static List<Revision> revisions(ObjectNode tree, String service) {
    return REVISIONS.list(tree, service + "/revisions/").stream()
        .sorted((a, b) -> Long.compare(b.getGeneration(), a.getGeneration()))
        .toList();
  }

  /** Whether requests can be sent to it. */
  public static boolean isReady(Revision revision) {
    return revision.getConditionsList().stream()
        .anyMatch(
            each ->
                each.getType().equals("Ready")
                    && each.getState() == Condition.State.CONDITION_SUCCEEDED);
  }

  static boolean hasFailed(Revision revision) {
    return revision.getConditionsList().stream()
        .anyMatch(
            each ->
                each.getType().equals("Ready")
                    && each.getState() == Condition.State.CONDITION_FAILED);
  }
}
