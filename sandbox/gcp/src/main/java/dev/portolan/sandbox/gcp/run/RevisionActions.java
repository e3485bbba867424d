package dev.portolan.sandbox.gcp.run;

import com.google.cloud.run.v2.DeleteRevisionRequest;
import com.google.cloud.run.v2.GetRevisionRequest;
import com.google.cloud.run.v2.ListRevisionsRequest;
import com.google.cloud.run.v2.ListRevisionsResponse;
import com.google.cloud.run.v2.Revision;
import com.google.cloud.run.v2.Service;
import com.google.longrunning.Operation;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Times;
import java.util.function.Supplier;

/** The methods about revisions. */
final class RevisionActions {
  private final Supplier<Delays> delays;

  RevisionActions(Supplier<Delays> delays) {
    this.delays = delays;
  }

  Rpcs on(Rpcs rpcs) {
    return rpcs.on(
            "GetRevision",
            GetRevisionRequest.getDefaultInstance(),
            (request, call) -> there(call, request.getName()))
        .on("ListRevisions", ListRevisionsRequest.getDefaultInstance(), RevisionActions::list)
        .on("DeleteRevision", DeleteRevisionRequest.getDefaultInstance(), this::delete);
  }

  private static Revision there(Call call, String name) {
    return RunState.REVISIONS
        .find(call.tree(), name)
        .orElseThrow(() -> ServiceName.of(name).missing("REVISION"));
  }

  private static ListRevisionsResponse list(ListRevisionsRequest request, Call call) {
    if (!RunState.SERVICES.has(call.tree(), request.getParent())) {
      throw ServiceName.of(request.getParent()).missing("SERVICE");
    }
    Page<Revision> page =
        Page.of(
            RunState.revisions(call.tree(), request.getParent()),
            request.getPageSize(),
            request.getPageToken(),
            100);
    return ListRevisionsResponse.newBuilder()
        .addAllRevisions(page.items())
        .setNextPageToken(page.next())
        .build();
  }

  private Operation delete(DeleteRevisionRequest request, Call call) {
    Revision revision = there(call, request.getName());
    String last = ServiceName.of(revision.getName()).id();
    if (!request.getEtag().isEmpty() && !request.getEtag().equals(revision.getEtag())) {
      throw RunError.CONFLICT.refusal(last, request.getEtag(), revision.getEtag());
    }
    Service service = RunState.SERVICES.find(call.tree(), revision.getService()).orElseThrow();
    if (service.getTrafficStatusesList().stream().anyMatch(t -> t.getRevision().equals(last))
        || service.getTrafficList().stream().anyMatch(t -> t.getRevision().equals(last))) {
      throw RunError.REVISION_SERVES.refusal(last);
    }
    if (service.getLatestCreatedRevision().equals(revision.getName())) {
      throw RunError.REVISION_LATEST.refusal(last);
    }
    Revision next = revision.toBuilder().setDeleteTime(Times.of(call.now())).build();
    RunState.REVISIONS.put(call.tree(), next.getName(), next);
    return Operations.begin(
        call.tree(),
        new Operations.Pending(
            ServiceName.of(next.getName()).operation(Ids.uid()),
            Run.HOST,
            "deleteRevision",
            next.getName(),
            call.now().plus(delays.get().operation())),
        next);
  }
}
