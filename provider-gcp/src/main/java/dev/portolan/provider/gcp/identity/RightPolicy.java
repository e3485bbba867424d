package dev.portolan.provider.gcp.identity;

import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether one account has a role, in the policy of one thing. */
final class RightPolicy {
  private RightPolicy() {}

  static boolean allows(Policy policy, String role, String email) {
    return policy.getBindingsList().stream()
        .filter(each -> isOf(each, role))
        .anyMatch(each -> each.getMembersList().contains(ProjectPolicy.member(email)));
  }

  /** The policy with the account in it, or without; empty if that changes nothing. */
  static Optional<Policy> with(Policy policy, String role, String email, boolean allowed) {
    Policy.Builder next = policy.toBuilder().clearBindings().setVersion(ProjectPolicy.VERSION);
    boolean written = false;
    for (Binding each : policy.getBindingsList()) {
      if (!isOf(each, role)) {
        next.addBindings(each);
        continue;
      }
      List<String> members = new ArrayList<>(each.getMembersList());
      members.removeIf(ProjectPolicy.dead(email));
      members.remove(ProjectPolicy.member(email));
      if (allowed && !written) {
        members.add(ProjectPolicy.member(email));
        written = true;
      }
      if (!members.isEmpty()) {
        next.addBindings(each.toBuilder().clearMembers().addAllMembers(members));
      }
    }
    if (allowed && !written) {
      next.addBindings(Binding.newBuilder().setRole(role).addMembers(ProjectPolicy.member(email)));
    }
    boolean same = allowed == allows(policy, role, email) && !remains(policy, role, email);
    return same ? Optional.empty() : Optional.of(next.build());
  }

  private static boolean remains(Policy policy, String role, String email) {
    return policy.getBindingsList().stream()
        .filter(each -> isOf(each, role))
        .anyMatch(each -> each.getMembersList().stream().anyMatch(ProjectPolicy.dead(email)));
  }

  private static boolean isOf(Binding binding, String role) {
    return binding.getRole().equals(role) && !binding.hasCondition();
  }
}
