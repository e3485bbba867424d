package dev.portolan.sandbox.gcp;

import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.gcp.artifacts.ArtifactRegistry;
import dev.portolan.sandbox.gcp.functions.Functions;
import dev.portolan.sandbox.gcp.functions.SignedUrls;
import dev.portolan.sandbox.gcp.functions.Whims;
import dev.portolan.sandbox.gcp.iam.Accounts;
import dev.portolan.sandbox.gcp.iam.Iam;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.plane.DataPlane;
import dev.portolan.sandbox.gcp.project.Projects;
import dev.portolan.sandbox.gcp.project.ServiceUsage;
import dev.portolan.sandbox.gcp.pubsub.PubSubState;
import dev.portolan.sandbox.gcp.run.Plans;
import dev.portolan.sandbox.gcp.run.Run;
import dev.portolan.sandbox.gcp.run.RunState;
import dev.portolan.sandbox.gcp.run.Services;
import dev.portolan.sandbox.gcp.secrets.Secrets;
import dev.portolan.sandbox.gcp.secrets.Vault;
import dev.portolan.sandbox.gcp.storage.Buckets;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Service;
import java.util.List;
import java.util.function.Supplier;

/** The services of the control plane, put together. */
final class Catalog {
  private Catalog() {}

  static List<Service> services(
      DataPlane plane, BlobStore blobs, SignedUrls urls, Supplier<Delays> delays, Whims whims) {
    Accounts accounts = new Accounts(delays);
    Policies project = new Policies(Policies.PROJECT, accounts);
    Policies secrets = new Policies(Vault.POLICIES, accounts);
    Vault vault = new Vault(secrets, project);
    Plans plans = new Plans(vault);
    Services run = new Services(accounts, plane, delays);
    return List.of(
        new Functions(accounts, run, blobs, urls, delays, whims),
        new Run(run, new Policies(RunState.POLICIES, accounts), plans, plane, delays),
        new Iam(
            accounts,
            List.of(
                Policies.PROJECT,
                RunState.POLICIES,
                Vault.POLICIES,
                PubSubState.POLICIES,
                PubSubState.TAKERS,
                Buckets.POLICIES)),
        new Projects(project),
        new ServiceUsage(delays),
        new Secrets(vault, secrets),
        new ArtifactRegistry(plane::registry, delays));
  }
}
