package dev.portolan.sandbox.gcp.artifacts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.devtools.artifactregistry.v1.CreateRepositoryRequest;
import com.google.devtools.artifactregistry.v1.DeleteRepositoryRequest;
import com.google.devtools.artifactregistry.v1.GetRepositoryRequest;
import com.google.devtools.artifactregistry.v1.ListRepositoriesRequest;
import com.google.devtools.artifactregistry.v1.ListRepositoriesResponse;
import com.google.devtools.artifactregistry.v1.OperationMetadata;
import com.google.devtools.artifactregistry.v1.Repository;
import com.google.longrunning.Operation;
import com.google.protobuf.Empty;
import dev.portolan.sandbox.gcp.wire.Behavior;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Delays;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Operations;
import dev.portolan.sandbox.gcp.wire.Operations.Pending;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;
import dev.portolan.sandbox.gcp.wire.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** The repositories of images; what stands in them is kept by a registry, not here. */
public final class ArtifactRegistry implements Service {
  private static final String HOST = "artifactregistry.googleapis.com";
  private static final Kind<Repository> KIND =
      new Kind<>("repositories", Repository.getDefaultInstance());

  private final Supplier<Optional<String>> registry;
  private final Supplier<Delays> delays;
  private final Rpcs rpcs;

  /**
   * Keeps repositories.
   *
   * @param registry tells where images are pushed to in place of {@code <location>-docker.pkg.dev},
   *     when there is such a place
   */
  public ArtifactRegistry(Supplier<Optional<String>> registry, Supplier<Delays> delays) {
    this.registry = registry;
    this.delays = delays;
    this.rpcs =
        Rpcs.of(
                Rpcs.service(
                    com.google.devtools.artifactregistry.v1.ServiceProto.getDescriptor(),
                    "ArtifactRegistry"))
            .on(
                "GetRepository",
                GetRepositoryRequest.getDefaultInstance(),
                (request, call) -> there(call, request.getName()))
            .on("ListRepositories", ListRepositoriesRequest.getDefaultInstance(), this::list)
            .on("CreateRepository", CreateRepositoryRequest.getDefaultInstance(), this::create)
            .on("DeleteRepository", DeleteRepositoryRequest.getDefaultInstance(), this::delete)
            .operations(
                "/v1/{name=projects/*/locations/*/operations/*}",
                (request, call) -> Operations.get(call.tree(), request.getName()));
  }

  /**
   * Whether there is a repository that an image may stand in.
   *
   * @param image its name in the registry, {@code PROJECT/REPOSITORY/…}
   */
  public static boolean holds(ObjectNode tree, String image) {
    String[] parts = image.split("/");
    return parts.length > 2
        && parts[0].equals(Project.ID)
        && KIND.names(tree, "projects/" + Project.ID + "/").stream()
            .anyMatch(name -> name.endsWith("/repositories/" + parts[1]));
  }

  @Override
  public String host() {
    return HOST;
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  private Repository there(Call call, String name) {
    return uri(KIND.find(call.tree(), name).orElseThrow(ArtifactError.NO_REPOSITORY::refusal));
  }

  private Repository uri(Repository repository) {
    String[] parts = repository.getName().split("/");
    String host = registry.get().orElse(parts[3] + "-docker.pkg.dev");
    return repository.toBuilder().setRegistryUri(host + "/" + Project.ID + "/" + parts[5]).build();
  }

  private ListRepositoriesResponse list(ListRepositoriesRequest request, Call call) {
    Page<Repository> page =
        Page.of(
            KIND.list(call.tree(), request.getParent() + "/"),
            request.getPageSize(),
            request.getPageToken(),
            1000);
    return ListRepositoriesResponse.newBuilder()
        .addAllRepositories(page.items().stream().map(this::uri).toList())
        .setNextPageToken(page.next())
        .build();
  }

  private Operation create(CreateRepositoryRequest request, Call call) {
    if (!request.getRepositoryId().matches("[a-z]([a-z0-9-]{0,61}[a-z0-9])?")) {
      throw ArtifactError.ID.refusal(request.getRepositoryId()).at("repository_id");
    }
    if (request.getRepository().getFormat() == Repository.Format.FORMAT_UNSPECIFIED) {
      throw ArtifactError.FORMAT.refusal().at("repository.format");
    }
    String name = request.getParent() + "/repositories/" + request.getRepositoryId();
    if (KIND.has(call.tree(), name)) {
      throw ArtifactError.EXISTS.refusal();
    }
    Repository made =
        Behavior.given(request.getRepository()).toBuilder()
            .setName(name)
            .setMode(Repository.Mode.STANDARD_REPOSITORY)
            .setCreateTime(Times.of(call.now()))
            .setUpdateTime(Times.of(call.now()))
            .build();
    KIND.put(call.tree(), name, made);
    return begin("create", name, call);
  }

  private Operation delete(DeleteRepositoryRequest request, Call call) {
    there(call, request.getName());
    return begin("delete", request.getName(), call);
  }

  private Operation begin(String what, String name, Call call) {
    String location = name.substring(0, name.indexOf("/repositories/"));
    return Operations.begin(
        call.tree(),
        new Pending(
            location + "/operations/" + Ids.uid(),
            HOST,
            what,
            name,
            call.now().plus(delays.get().operation())),
        OperationMetadata.getDefaultInstance());
  }

  @Override
  public void settle(ObjectNode tree, Instant now) {
    for (Pending pending : Operations.pending(tree, HOST)) {
      if (now.isBefore(pending.due())) {
        continue;
      }
      OperationMetadata metadata = OperationMetadata.getDefaultInstance();
      if (pending.what().equals("delete")) {
        KIND.remove(tree, pending.target());
        Operations.finish(tree, pending.name(), metadata, Empty.getDefaultInstance());
      } else {
        Repository made = uri(KIND.find(tree, pending.target()).orElseThrow());
        Operations.finish(tree, pending.name(), metadata, made);
      }
    }
  }
}
