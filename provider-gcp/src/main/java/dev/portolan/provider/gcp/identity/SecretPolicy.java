package dev.portolan.provider.gcp.identity;

import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether one account may read a secret, in that secret's policy. */
final class SecretPolicy {
  static final String ACCESSOR = "roles/secretmanager.secretAccessor";

  private SecretPolicy() {}

  static boolean allows(Policy policy, String email) {
    return policy.getBindingsList().stream()
        .filter(SecretPolicy::accessor)
        .anyMatch(each -> each.getMembersList().contains(ProjectPolicy.member(email)));
  }

  /** The policy with the account in it, or without; empty if that changes nothing. */
  static Optional<Policy> with(Policy policy, String email, boolean allowed) {
    Policy.Builder next = policy.toBuilder().clearBindings().setVersion(ProjectPolicy.VERSION);
    boolean written = false;
    for (Binding each : policy.getBindingsList()) {
      if (!accessor(each)) {
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
      next.addBindings(
          Binding.newBuilder().setRole(ACCESSOR).addMembers(ProjectPolicy.member(email)));
    }
    boolean same = allowed == allows(policy, email) && !remains(policy, email);
    return same ? Optional.empty() : Optional.of(next.build());
  }

  private static boolean remains(Policy policy, String email) {
    return policy.getBindingsList().stream()
        .filter(SecretPolicy::accessor)
        .anyMatch(each -> each.getMembersList().stream().anyMatch(ProjectPolicy.dead(email)));
  }

  private static boolean accessor(Binding binding) {
    return binding.getRole().equals(ACCESSOR) && !binding.hasCondition();
  }
}
