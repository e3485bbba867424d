package dev.portolan.sandbox.gcp.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.RevisionProto;
import com.google.cloud.run.v2.ServiceProto;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;
import java.time.Instant;
import java.util.function.Supplier;

/** Cloud Run, Admin API v2. */
public final class Run implements Service {
  public static final String HOST = "run.googleapis.com";

  private final Rpcs rpcs;
  private final Rollout rollout;

  public Run(
      Services services, Policies policies, Plans plans, DataPlane plane, Supplier<Delays> delays) {
    this.rollout = new Rollout(plans, plane);
    Rpcs none =
        Rpcs.of(
            Rpcs.service(ServiceProto.getDescriptor(), "Services"),
            Rpcs.service(RevisionProto.getDescriptor(), "Revisions"));
    this.rpcs =
        new RevisionActions(delays)
            .on(new ServiceActions(services, policies).on(none))
            .operations(
                "/v2/{name=projects/*/locations/*/operations/*}",
                (request, call) -> Operations.get(call.tree(), request.getName()));
  }

  @Override
  public String host() {
    return HOST;
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    rollout.settle(tree, now);
  }
}
