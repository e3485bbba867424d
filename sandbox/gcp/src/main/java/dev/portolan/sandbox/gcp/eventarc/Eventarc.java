package dev.portolan.sandbox.gcp.eventarc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.eventarc.v1.EventarcProto;
import com.google.cloud.eventarc.v1.OperationMetadata;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Operations.Pending;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Eventarc v1: triggers for messages of topics, and for events of objects and documents. */
public final class Eventarc implements Service {
  static final String HOST = "eventarc.googleapis.com";

  private final Rpcs rpcs;

  /**
   * Serves triggers.
   *
   * @param buckets tells where a bucket is
   * @param databases tells where a database is
   */
  public Eventarc(
      Accounts accounts,
      Supplier<Delays> delays,
      BiFunction<ObjectNode, String, Optional<String>> buckets,
      BiFunction<ObjectNode, String, Optional<String>> databases) {
    SourceRules sources =
        new SourceRules(buckets, databases, new Policies(Policies.PROJECT, accounts));
    this.rpcs =
        new TriggerActions(new TriggerRules(accounts, sources), new ServiceAgent(delays), delays)
            .on(Rpcs.of(Rpcs.service(EventarcProto.getDescriptor(), "Eventarc")))
            .operations(
                "/v1/{name=projects/*/locations/*/operations/*}",
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
    for (Pending pending : Operations.pending(tree, HOST)) {
      if (!now.isBefore(pending.due())) {
        finish(tree, pending, now);
      }
    }
  }

  private static void finish(ObjectNode tree, Pending pending, Instant now) {
    Trigger trigger =
        EventarcState.TRIGGERS
            .find(tree, pending.target())
            .orElseThrow(() -> new IllegalStateException(pending.target()));
    if (pending.what().equals("delete")) {
      TriggerActions.remove(tree, trigger);
    }
    OperationMetadata metadata =
        TriggerActions.metadata(pending.target(), pending.what(), pending.due()).toBuilder()
            .setEndTime(Times.of(now))
            .build();
    Operations.finish(tree, pending.name(), metadata, trigger);
  }
}
