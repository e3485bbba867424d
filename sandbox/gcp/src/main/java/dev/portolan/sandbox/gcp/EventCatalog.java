package dev.portolan.sandbox.gcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.cloud.run.v2.Revision;
import dev.portolan.sandbox.gcp.eventarc.Eventarc;
import dev.portolan.sandbox.gcp.firestore.Databases;
import dev.portolan.sandbox.gcp.firestore.Firestore;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.logging.LogStore;
import dev.portolan.sandbox.gcp.logging.Logging;
import dev.portolan.sandbox.gcp.plane.RevisionPlan;
import dev.portolan.sandbox.gcp.pubsub.PubSub;
import dev.portolan.sandbox.gcp.pubsub.PubSubState;
import dev.portolan.sandbox.gcp.run.Plans;
import dev.portolan.sandbox.gcp.run.RunError;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.scheduler.Scheduler;
import dev.portolan.sandbox.gcp.secrets.Vault;
import dev.portolan.sandbox.gcp.storage.Buckets;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Service;
import java.util.List;
import java.util.function.Supplier;

/** What stands around functions that run: events, schedules, logs, and the plans of revisions. */
final class EventCatalog {
  private EventCatalog() {}

  static List<Service> services(LogStore logs, Supplier<Delays> delays) {
    Accounts accounts = new Accounts(delays);
    return List.of(
        new PubSub(
            new Policies(PubSubState.POLICIES, accounts),
            new Policies(PubSubState.TAKERS, accounts),
            new Policies(Policies.PROJECT, accounts)),
        new Eventarc(accounts, delays, Buckets::location, Databases::location),
        new Scheduler(accounts),
        new Firestore(),
        new Logging(logs));
  }

  /** What a revision runs; refused when it is not there, or may not read its secrets. */
  static RevisionPlan plan(ObjectNode tree, String revision, Supplier<Delays> delays) {
    Accounts accounts = new Accounts(delays);
    Vault vault =
        new Vault(new Policies(Vault.POLICIES, accounts), new Policies(Policies.PROJECT, accounts));
    Revision found =
        RunState.REVISIONS
            .find(tree, revision)
            .orElseThrow(() -> RunError.NO_REVISION.refusal(revision));
    return new Plans(vault).of(tree, found);
  }
}
