package dev.portolan.sandbox.gcp.iam;

import com.google.iam.admin.v1.CreateServiceAccountRequest;
import com.google.iam.admin.v1.DeleteServiceAccountRequest;
import com.google.iam.admin.v1.GetServiceAccountRequest;
import com.google.iam.admin.v1.ListServiceAccountsRequest;
import com.google.iam.admin.v1.ListServiceAccountsResponse;
import com.google.iam.admin.v1.PatchServiceAccountRequest;
import com.google.iam.admin.v1.ServiceAccount;
import com.google.iam.v1.GetIamPolicyRequest;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.protobuf.Empty;
import dev.portolan.sandbox.CallRecord.Access;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.CommonError;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Kind;
import dev.portolan.sandbox.gcp.wire.Masks;
import dev.portolan.sandbox.gcp.wire.Page;
import dev.portolan.sandbox.gcp.wire.Project;
import dev.portolan.sandbox.gcp.wire.Rpcs;
import dev.portolan.sandbox.gcp.wire.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** The service accounts of the project. */
public final class Iam implements Service {
  private static final Kind<Policy> POLICIES =
      new Kind<>("serviceAccountPolicies", Policy.getDefaultInstance());
  private static final String BELOW = "projects/" + Project.ID + "/serviceAccounts/";

  // iam.proto: "You can patch only the display_name and description fields"
  private static final Set<String> PATCHED = Set.of("display_name", "description");

  private final Accounts accounts;
  private final Policies policies;
  private final List<Kind<Policy>> kinds;
  private final Rpcs rpcs;

  /**
   * Serves them.
   *
   * @param kinds all other policies that may name an account
   */
  public Iam(Accounts accounts, List<Kind<Policy>> kinds) {
    this.kinds = List.copyOf(kinds);
    this.accounts = accounts;
    this.policies = new Policies(POLICIES, accounts);
    this.rpcs =
        Rpcs.of(Rpcs.service(ServiceAccount.getDescriptor().getFile(), "IAM"))
            .on(
                "CreateServiceAccount",
                CreateServiceAccountRequest.getDefaultInstance(),
                this::create)
            .on(
                "GetServiceAccount",
                GetServiceAccountRequest.getDefaultInstance(),
                (request, call) -> there(call, request.getName()))
            .on("ListServiceAccounts", ListServiceAccountsRequest.getDefaultInstance(), this::list)
            .on("PatchServiceAccount", PatchServiceAccountRequest.getDefaultInstance(), this::patch)
            .on(
                "DeleteServiceAccount",
                DeleteServiceAccountRequest.getDefaultInstance(),
                this::delete)
            .on("GetIamPolicy", Access.READ, GetIamPolicyRequest.getDefaultInstance(), this::policy)
            .on("SetIamPolicy", SetIamPolicyRequest.getDefaultInstance(), this::setPolicy)
            .on(
                "TestIamPermissions",
                Access.READ,
                TestIamPermissionsRequest.getDefaultInstance(),
                (request, call) -> policies.test(request));
  }

  @Override
  public String host() {
    return "iam.googleapis.com";
  }

  @Override
  public Rpcs rpcs() {
    return rpcs;
  }

  private ServiceAccount create(CreateServiceAccountRequest request, Call call) {
    String id = request.getAccountId();
    if (id.length() < 6 || id.length() > 30) {
      throw IamError.ACCOUNT_ID.refusal(id).at("account_id");
    }
    if (!id.matches("[a-z][-a-z0-9]{4,28}[a-z0-9]")) {
      throw IamError.ACCOUNT_LETTERS.refusal(id).at("account_id");
    }
    String email = id + "@" + Project.ID + ".iam.gserviceaccount.com";
    if (Accounts.KIND.has(call.tree(), email)) {
      throw IamError.ACCOUNT_EXISTS.refusal(id, Project.ID);
    }
    checkTexts(request.getServiceAccount());
    ServiceAccount account =
        ServiceAccount.newBuilder()
            .setName(BELOW + email)
            .setProjectId(Project.ID)
            .setUniqueId(String.valueOf(100000000000000000L + Math.abs(Ids.hex(8).hashCode())))
            .setEmail(email)
            .setDisplayName(request.getServiceAccount().getDisplayName())
            .setDescription(request.getServiceAccount().getDescription())
            .build();
    accounts.made(call.tree(), account, call.now());
    return account;
  }

  private static void checkTexts(ServiceAccount account) {
    if (bytes(account.getDescription()) > 256 || bytes(account.getDisplayName()) > 100) {
      throw IamError.ACCOUNT_TEXT.refusal();
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Of an account's fields two can be changed, and the mask has to say which. */
  private ServiceAccount patch(PatchServiceAccountRequest request, Call call) {
    ServiceAccount current = there(call, request.getServiceAccount().getName());
    if (request.getUpdateMask().getPathsCount() == 0) {
      throw CommonError.REQUIRED.refusal("update_mask").at("update_mask");
    }
    for (String path : request.getUpdateMask().getPathsList()) {
      if (!PATCHED.contains(path)) {
        throw CommonError.INVALID_MASK.refusal(path).at("update_mask");
      }
    }
    ServiceAccount changed =
        Masks.merged(current, request.getServiceAccount(), request.getUpdateMask());
    checkTexts(changed);
    Accounts.KIND.put(call.tree(), changed.getEmail(), changed);
    return changed;
  }

  private ServiceAccount there(Call call, String name) {
    return accounts
        .readable(call.tree(), name.substring(name.lastIndexOf('/') + 1), call.now())
        .orElseThrow(IamError.NO_ACCOUNT::refusal);
  }

  private ListServiceAccountsResponse list(ListServiceAccountsRequest request, Call call) {
    Page<String> page =
        Page.of(
            Accounts.KIND.names(call.tree(), ""),
            request.getPageSize(),
            request.getPageToken(),
            100);
    ListServiceAccountsResponse.Builder answer =
        ListServiceAccountsResponse.newBuilder().setNextPageToken(page.next());
    page.items()
        .forEach(
            email ->
                accounts.readable(call.tree(), email, call.now()).ifPresent(answer::addAccounts));
    return answer.build();
  }

  private Empty delete(DeleteServiceAccountRequest request, Call call) {
    ServiceAccount gone = there(call, request.getName());
    Accounts.KIND.remove(call.tree(), gone.getEmail());
    Policies.forget(POLICIES, call.tree(), gone);
    kinds.forEach(each -> Policies.forget(each, call.tree(), gone));
    policies.remove(call.tree(), gone.getName());
    return Empty.getDefaultInstance();
  }

  private Policy policy(GetIamPolicyRequest request, Call call) {
    return policies.told(
        call.tree(), there(call, request.getResource()).getName(), request.getOptions());
  }

  private Policy setPolicy(SetIamPolicyRequest request, Call call) {
    there(call, request.getResource());
    return policies.set(request, call);
  }
}
