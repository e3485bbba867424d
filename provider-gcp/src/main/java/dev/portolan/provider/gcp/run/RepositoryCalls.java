package dev.portolan.provider.gcp.run;

import com.google.devtools.artifactregistry.v1.CreateRepositoryRequest;
import com.google.devtools.artifactregistry.v1.Repository;
import com.google.longrunning.Operation;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleClients;

/** One method a call of Artifact Registry's API. */
public final class RepositoryCalls {
  private final GoogleClients clients;
  private final Tally tally;

  public RepositoryCalls(GoogleClients clients, Tally tally) {
    this.clients = clients;
    this.tally = tally;
  }

  boolean exists(String name) throws Exception {
    return tally.read(
        () ->
            Found.orIfDisabled(
                () -> Found.of(() -> clients.repositories().getRepository(name)).isPresent(),
                false));
  }

  Operation create(String parent, String id, Repository repository) throws Exception {
    CreateRepositoryRequest request =
        CreateRepositoryRequest.newBuilder()
            .setParent(parent)
            .setRepositoryId(id)
            .setRepository(repository)
            .build();
    return tally.mutation(() -> clients.repositories().createRepositoryCallable().call(request));
  }

  Operation glanceAtOperation(String name) throws Exception {
    return tally.glance(
        () -> clients.repositories().getHttpJsonOperationsClient().getOperation(name));
  }
}
