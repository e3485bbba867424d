package dev.portolan.sandbox.gcp.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.iam.admin.v1.ServiceAccount;
import com.google.iam.v1.Binding;
import com.google.iam.v1.GetPolicyOptions;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import com.google.iam.v1.TestIamPermissionsRequest;
import com.google.iam.v1.TestIamPermissionsResponse;
import com.google.protobuf.ByteString;
import dev.portolan.sandbox.gcp.wire.Call;
import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The policies of one kind of resource, read and replaced under an etag.
 *
 * @see <a href="https://cloud.google.com/iam/docs/reference/rest/v1/Policy">versions</a>
 */
public final class Policies {
  /** Of the project, by its name. */
  public static final Kind<Policy> PROJECT =
      new Kind<>("projectPolicies", Policy.getDefaultInstance());

  private static final int CONDITIONAL = 3;
  // https://cloud.google.com/run/docs/securing/managing-access: a policy without bindings has it
  private static final ByteString FIRST = ByteString.copyFromUtf8("ACAB");
  private static final Set<String> EVERYBODY = Set.of("allUsers", "allAuthenticatedUsers");
  private static final Set<String> TYPES =
      Set.of("user", "group", "domain", "serviceAccount", "principal", "principalSet");

  /**
   * Members that Cloud Storage knows besides, and nothing else does.
   *
   * @see <a href="https://cloud.google.com/storage/docs/access-control/iam#convenience-values">
   *     convenience values</a>
   */
  public static final Set<String> CONVENIENCE =
      Set.of("projectOwner", "projectEditor", "projectViewer");

  // cloud.google.com/iam/docs/principal-identifiers: deleted principals
  private static final String DELETED = "deleted:(serviceAccount|user|group):[^?]+\\?uid=[0-9]+";

  private final Kind<Policy> kind;
  private final Accounts accounts;
  private final Set<String> more;

  public Policies(Kind<Policy> kind, Accounts accounts) {
    this(kind, accounts, Set.of());
  }

  /**
   * Policies of a kind.
   *
   * @param more types of members that they may have besides the usual ones
   */
  public Policies(Kind<Policy> kind, Accounts accounts, Set<String> more) {
    this.kind = kind;
    this.accounts = accounts;
    this.more = more;
  }

  /** The policy of a resource that is there. */
  public Policy get(ObjectNode tree, String resource) {
    return kind.find(tree, resource).orElse(Policy.newBuilder().setEtag(FIRST).build());
  }

  /**
   * The policy as the version that is asked for tells it: below 3 without conditions, and with what
   * would be granted under one as a role that does not exist.
   */
  public Policy told(ObjectNode tree, String resource, GetPolicyOptions options) {
    int version = options.getRequestedPolicyVersion();
    if (!Set.of(0, 1, CONDITIONAL).contains(version)) {
      throw IamError.VERSION.refusal(version);
    }
    Policy policy = get(tree, resource);
    if (version == CONDITIONAL || policy.getVersion() != CONDITIONAL) {
      return policy;
    }
    Policy.Builder plain = policy.toBuilder().setVersion(1).clearBindings();
    for (Binding each : policy.getBindingsList()) {
      plain.addBindings(each.hasCondition() ? withoutCondition(each) : each);
    }
    return plain.build();
  }

  // iam/docs/troubleshoot-withcond: "roles/iam.serviceAccountAdmin_withcond_2b17cc25d2cd9e2c54d8"
  private static Binding withoutCondition(Binding binding) {
    return binding.toBuilder()
        .clearCondition()
        .setRole(binding.getRole() + "_withcond_" + Ids.of(binding.getCondition().toString(), 20))
        .build();
  }

  /** Replaces it, when nobody else has since it was read. */
  public Policy set(SetIamPolicyRequest request, Call call) {
    Policy current = get(call.tree(), request.getResource());
    Policy wanted = request.getPolicy();
    if (!wanted.getEtag().isEmpty() && !wanted.getEtag().equals(current.getEtag())) {
      throw IamError.POLICY_CHANGED.refusal(
          wanted.getEtag().toStringUtf8(), current.getEtag().toStringUtf8());
    }
    checkVersion(wanted, current);
    List<Binding> bindings = new ArrayList<>();
    for (Binding binding : wanted.getBindingsList()) {
      Roles.check(binding.getRole());
      binding.getMembersList().forEach(member -> check(member, call));
      if (binding.getMembersCount() > 0) {
        Set<String> members = new TreeSet<>(binding.getMembersList());
        bindings.add(binding.toBuilder().clearMembers().addAllMembers(members).build());
      }
    }
    Policy made =
        Policy.newBuilder()
            .setVersion(isConditional(bindings) ? CONDITIONAL : 1)
            .addAllBindings(bindings)
            .setEtag(ByteString.copyFromUtf8("Bw" + Ids.hex(8)))
            .build();
    kind.put(call.tree(), request.getResource(), made);
    return made;
  }

  /** Gives an account a role that it has not. */
  public void grant(ObjectNode tree, String resource, String role, String email) {
    String member = "serviceAccount:" + email;
    if (!grants(tree, resource, role, member)) {
      Policy.Builder next = get(tree, resource).toBuilder().setVersion(1);
      next.addBindingsBuilder().setRole(role).addMembers(member);
      kind.put(tree, resource, next.setEtag(ByteString.copyFromUtf8("BwAAAAAA")).build());
    }
  }

  /** "Any operation that affects conditional role bindings must specify version 3". */
  private static void checkVersion(Policy wanted, Policy current) {
    int version = wanted.getVersion();
    if (!Set.of(0, 1, CONDITIONAL).contains(version)) {
      throw IamError.VERSION.refusal(version);
    }
    // without an etag, "IAM allows you to overwrite a version 3 policy with a version 1 policy"
    boolean affected = current.getVersion() == CONDITIONAL && !wanted.getEtag().isEmpty();
    if (version != CONDITIONAL && (affected || isConditional(wanted.getBindingsList()))) {
      throw IamError.CONDITIONS.refusal(version);
    }
  }

  private static boolean isConditional(List<Binding> bindings) {
    return bindings.stream().anyMatch(Binding::hasCondition);
  }

  private void check(String member, Call call) {
    int colon = member.indexOf(':');
    if (EVERYBODY.contains(member) || member.matches(DELETED)) {
      return;
    }
    String type = colon < 0 ? "" : member.substring(0, colon);
    if (!TYPES.contains(type) && !more.contains(type)) {
      throw IamError.MEMBER.refusal(member);
    }
    String email = member.substring(colon + 1);
    boolean account = member.startsWith("serviceAccount:");
    if (account && !accounts.usable(call.tree(), email, call.now())) {
      throw IamError.NO_MEMBER.refusal(email);
    }
  }

  /** The caller may do all that is asked for. */
  public TestIamPermissionsResponse test(TestIamPermissionsRequest request) {
    return TestIamPermissionsResponse.newBuilder()
        .addAllPermissions(request.getPermissionsList())
        .build();
  }

  /** Whether a member has a role by this policy, whatever the time or the request. */
  public boolean grants(ObjectNode tree, String resource, String role, String member) {
    return get(tree, resource).getBindingsList().stream()
        .anyMatch(each -> grants(each, role, member));
  }

  /** Whether it does; under a condition, which is not looked at here, it does not. */
  public static boolean grants(Binding binding, String role, String member) {
    return !binding.hasCondition()
        && binding.getRole().equals(role)
        && binding.getMembersList().contains(member);
  }

  /**
   * Lets all policies of a kind tell that an account is gone: nobody has its grants from now on,
   * also not a new one of the same name.
   */
  static void forget(Kind<Policy> kind, ObjectNode tree, ServiceAccount account) {
    String member = "serviceAccount:" + account.getEmail();
    String gone = "deleted:" + member + "?uid=" + account.getUniqueId();
    for (String resource : kind.names(tree, "")) {
      Policy.Builder policy = kind.find(tree, resource).orElseThrow().toBuilder();
      for (Binding.Builder each : policy.getBindingsBuilderList()) {
        List<String> members =
            each.getMembersList().stream().map(m -> m.equals(member) ? gone : m).sorted().toList();
        each.clearMembers().addAllMembers(members);
      }
      kind.put(tree, resource, policy.build());
    }
  }

  /** Forgets the policy of a resource that is gone. */
  public void remove(ObjectNode tree, String resource) {
    kind.remove(tree, resource);
  }
}
