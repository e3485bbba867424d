package dev.portolan.provider.gcp.serving;

import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may call a service, as far as it is ours to say: anyone, and the function's own account that
 * its events come as. Others that somebody has granted it to keep it.
 *
 * @param open whether anyone may
 * @param events whether the account may
 * @param account its e-mail; empty to leave accounts alone
 * @param own whether the account is the function's alone: another's may call it for reasons that
 *     are not ours
 */
public record InvokerPolicy(boolean open, boolean events, String account, boolean own) {
  private static final String ROLE = "roles/run.invoker";
  private static final String ANYONE = "allUsers";

  static InvokerPolicy of(Wanted wanted, boolean checked) {
    return new InvokerPolicy(
        wanted.face().open() && checked,
        wanted.hasEvents(),
        wanted.account(),
        wanted.hasOwnAccount());
  }

  /** Says of anyone alone whether they may. */
  static InvokerPolicy opening(boolean open) {
    return new InvokerPolicy(open, false, "", false);
  }

  /** Who has to get the role or lose it: a line about each. */
  List<String> differences(Policy policy) {
    Set<String> members = members(policy);
    List<String> told = new ArrayList<>();
    tell(told, "anyone", open, members.contains(ANYONE));
    if (saysOfAccount()) {
      tell(told, account, events, members.contains(member()));
    }
    return told;
  }

  private static void tell(List<String> told, String who, boolean shall, boolean is) {
    if (shall != is) {
      told.add(who + (shall ? " may not call it yet" : " may still call it"));
    }
  }

  /** Whether a policy lets anyone call. */
  static boolean opens(Policy policy) {
    return members(policy).contains(ANYONE);
  }

  /** The same policy as it shall be. */
  Policy over(Policy policy) {
    Policy.Builder all = policy.toBuilder().clearBindings();
    Set<String> members = new TreeSet<>();
    for (Binding binding : policy.getBindingsList()) {
      if (ours(binding)) {
        members.addAll(binding.getMembersList());
      } else {
        all.addBindings(binding);
      }
    }
    put(members, ANYONE, open);
    if (saysOfAccount()) {
      put(members, member(), events);
    }
    if (!members.isEmpty()) {
      all.addBindings(Binding.newBuilder().setRole(ROLE).addAllMembers(members));
    }
    return all.build();
  }

  private static void put(Set<String> members, String member, boolean in) {
    if (in) {
      members.add(member);
    } else {
      members.remove(member);
    }
  }

  private boolean saysOfAccount() {
    return !account.isEmpty() && (own || events);
  }

  private String member() {
    return "serviceAccount:" + account;
  }

  private static Set<String> members(Policy policy) {
    Set<String> members = new TreeSet<>();
    policy.getBindingsList().stream()
        .filter(InvokerPolicy::ours)
        .forEach(each -> members.addAll(each.getMembersList()));
    return members;
  }

  /** A grant under a condition is somebody else's. */
  private static boolean ours(Binding binding) {
    return ROLE.equals(binding.getRole()) && !binding.hasCondition();
  }
}
