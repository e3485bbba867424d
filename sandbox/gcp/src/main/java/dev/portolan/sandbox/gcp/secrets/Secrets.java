package dev.portolan.sandbox.gcp.secrets;

import com.google.cloud.secretmanager.v1.AccessSecretVersionRequest;
import com.google.cloud.secretmanager.v1.AccessSecretVersionResponse;
import com.google.cloud.secretmanager.v1.AddSecretVersionRequest;
import com.google.cloud.secretmanager.v1.CreateSecretRequest;
import com.google.cloud.secretmanager.v1.DeleteSecretRequest;
import com.google.cloud.secretmanager.v1.DestroySecretVersionRequest;
import com.google.cloud.secretmanager.v1.DisableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.EnableSecretVersionRequest;
import com.google.cloud.secretmanager.v1.GetSecretRequest;
import com.google.cloud.secretmanager.v1.GetSecretVersionRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsRequest;
import com.google.cloud.secretmanager.v1.ListSecretVersionsResponse;
import com.google.cloud.secretmanager.v1.ListSecretsRequest;
import com.google.cloud.secretmanager.v1.ListSecretsResponse;
import com.google.cloud.secretmanager.v1.Secret;
import com.google.cloud.secretmanager.v1.SecretVersion;
import com.google.cloud.secretmanager.v1.ServiceProto;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.protobuf.Empty;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.iam.Policies;
import dev.portolan.sandbox.gcp.wire.Behavior;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;
import dev.portolan.sandbox.gcp.wire.Times;
import java.util.List;

/** Secrets, their versions and values. */
public final class Secrets implements Service {
  private final Vault vault;
  private final Policies policies;
  private final Rpcs rpcs;

  public Secrets(Vault vault, Policies policies) {
    this.vault = vault;
    this.policies = policies;
    this.rpcs =
        versions(
            Rpcs.of(Rpcs.service(ServiceProto.getDescriptor(), "SecretManagerService"))
                .on("CreateSecret", CreateSecretRequest.getDefaultInstance(), this::create)
                .on(
                    "GetSecret",
                    GetSecretRequest.getDefaultInstance(),
                    (request, call) -> secret(call, request.getName()))
                .on("ListSecrets", ListSecretsRequest.getDefaultInstance(), Secrets::list)
                .on("DeleteSecret", DeleteSecretRequest.getDefaultInstance(), this::delete)
                .on(
                    "GetIamPolicy",
                    GetIamPolicyRequest.getDefaultInstance(),
                    (request, call) ->
                        this.policies.told(
                            call.tree(),
                            secret(call, request.getResource()).getName(),
                            request.getOptions()))
                .on(
                    "SetIamPolicy",
                    SetIamPolicyRequest.getDefaultInstance(),
                    (request, call) -> {
                      String name = secret(call, request.getResource()).getName();
                      return this.policies.set(request.toBuilder().setResource(name).build(), call);
                    })
                .on(
                    "TestIamPermissions",
                    Access.READ,
                    TestIamPermissionsRequest.getDefaultInstance(),
                    (request, call) -> this.policies.test(request)));
  }

  private Rpcs versions(Rpcs secrets) {
    return secrets
        .on("AddSecretVersion", AddSecretVersionRequest.getDefaultInstance(), this::add)
        .on(
            "GetSecretVersion",
            GetSecretVersionRequest.getDefaultInstance(),
            (request, call) -> version(call, request.getName()))
        .on(
            "ListSecretVersions",
            ListSecretVersionsRequest.getDefaultInstance(),
            Secrets::listVersions)
        .on("AccessSecretVersion", AccessSecretVersionRequest.getDefaultInstance(), this::access)
        .on(
            "EnableSecretVersion",
            EnableSecretVersionRequest.getDefaultInstance(),
            (request, call) -> turn(call, request.getName(), SecretVersion.State.ENABLED))
        .on(
            "DisableSecretVersion",
            DisableSecretVersionRequest.getDefaultInstance(),
            (request, call) -> turn(call, request.getName(), SecretVersion.State.DISABLED))
        .on(
            "DestroySecretVersion",
            DestroySecretVersionRequest.getDefaultInstance(),
            (request, call) -> {
              SecretVersion gone = turn(call, request.getName(), SecretVersion.State.DESTROYED);
              Vault.VALUES.remove(call.tree(), gone.getName());
              return gone;
            });
  }

  @Override
  public String host() {
    return "secretmanager.googleapis.com";
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  private Secret create(CreateSecretRequest request, Call call) {
    if (!request.getSecretId().matches("[a-zA-Z_0-9-]{1,255}")) {
      throw SecretError.ID.refusal(request.getSecretId());
    }
    if (!request.getSecret().hasReplication()) {
      throw SecretError.REPLICATION.refusal();
    }
    String name = Vault.name(request.getSecretId());
    if (Vault.SECRETS.has(call.tree(), name)) {
      throw SecretError.EXISTS.refusal(told(name));
    }
    Secret made =
        Behavior.given(request.getSecret()).toBuilder()
            .setName(told(name))
            .setCreateTime(Times.of(call.now()))
            .setEtag(Ids.etag())
            .build();
    Vault.SECRETS.put(call.tree(), name, made);
    return made;
  }

  // it answers with the project's number, whatever it was asked with
  private static String told(String name) {
    return name.replace("projects/" + Project.ID + "/", "projects/" + Project.NUMBER + "/");
  }

  private static String held(String name) {
    return name.replace("projects/" + Project.NUMBER + "/", "projects/" + Project.ID + "/");
  }

  private static Secret secret(Call call, String name) {
    Secret found =
        Vault.SECRETS
            .find(call.tree(), held(name))
            .orElseThrow(() -> SecretError.NO_SECRET.refusal(told(name)));
    return found.toBuilder().setName(held(name)).build();
  }

  private static ListSecretsResponse list(ListSecretsRequest request, Call call) {
    List<Secret> all = Vault.SECRETS.list(call.tree(), held(request.getParent() + "/"));
    Page<Secret> page = Page.of(all, request.getPageSize(), request.getPageToken(), 25000);
    return ListSecretsResponse.newBuilder()
        .addAllSecrets(page.items())
        .setNextPageToken(page.next())
        .setTotalSize(all.size())
        .build();
  }

  private Empty delete(DeleteSecretRequest request, Call call) {
    String name = secret(call, request.getName()).getName();
    Vault.SECRETS.remove(call.tree(), name);
    policies.remove(call.tree(), name);
    for (String version : Vault.VERSIONS.names(call.tree(), name + "/versions/")) {
      Vault.VERSIONS.remove(call.tree(), version);
      Vault.VALUES.remove(call.tree(), version);
    }
    return Empty.getDefaultInstance();
  }

  private SecretVersion add(AddSecretVersionRequest request, Call call) {
    String secret = secret(call, request.getParent()).getName();
    int next = vault.version(call.tree(), secret, "latest").map(Vault::number).orElse(0) + 1;
    String name = secret + "/versions/" + next;
    SecretVersion made =
        SecretVersion.newBuilder()
            .setName(name)
            .setCreateTime(Times.of(call.now()))
            .setState(SecretVersion.State.ENABLED)
            .setEtag(Ids.etag())
            .build();
    Vault.VERSIONS.put(call.tree(), name, made);
    Vault.VALUES.put(call.tree(), name, request.getPayload());
    return made.toBuilder().setName(told(name)).build();
  }

  private SecretVersion found(Call call, String name) {
    int cut = name.indexOf("/versions/");
    String secret = secret(call, name.substring(0, cut)).getName();
    return vault
        .version(call.tree(), secret, name.substring(cut + "/versions/".length()))
        .orElseThrow(() -> SecretError.NO_VERSION.refusal(told(name)));
  }

  private SecretVersion version(Call call, String name) {
    SecretVersion found = found(call, name);
    return found.toBuilder().setName(told(found.getName())).build();
  }

  private static ListSecretVersionsResponse listVersions(
      ListSecretVersionsRequest request, Call call) {
    String secret = secret(call, request.getParent()).getName();
    List<SecretVersion> all =
        Vault.VERSIONS.list(call.tree(), secret + "/versions/").stream()
            .sorted((a, b) -> Vault.number(b) - Vault.number(a))
            .map(each -> each.toBuilder().setName(told(each.getName())).build())
            .toList();
    Page<SecretVersion> page = Page.of(all, request.getPageSize(), request.getPageToken(), 25000);
    return ListSecretVersionsResponse.newBuilder()
        .addAllVersions(page.items())
        .setNextPageToken(page.next())
        .setTotalSize(all.size())
        .build();
  }

  private AccessSecretVersionResponse access(AccessSecretVersionRequest request, Call call) {
    SecretVersion found = found(call, request.getName());
    if (found.getState() != SecretVersion.State.ENABLED) {
      throw SecretError.NOT_ENABLED.refusal(told(found.getName()), found.getState());
    }
    return AccessSecretVersionResponse.newBuilder()
        .setName(told(found.getName()))
        .setPayload(Vault.VALUES.find(call.tree(), found.getName()).orElseThrow())
        .build();
  }

  private SecretVersion turn(Call call, String name, SecretVersion.State state) {
    SecretVersion found = found(call, name);
    if (found.getState() == SecretVersion.State.DESTROYED) {
      throw SecretError.NOT_ENABLED.refusal(told(found.getName()), found.getState());
    }
    SecretVersion next = found.toBuilder().setState(state).setEtag(Ids.etag()).build();
    Vault.VERSIONS.put(call.tree(), found.getName(), next);
    return next.toBuilder().setName(told(next.getName())).build();
  }
}
