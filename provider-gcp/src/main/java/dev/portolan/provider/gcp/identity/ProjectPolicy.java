package dev.portolan.provider.gcp.identity;

import com.google.api.services.cloudresourcemanager.v3.model.Binding;
import com.google.api.services.cloudresourcemanager.v3.model.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * One account's roles in a project's policy. Of the whole policy only the unconditional bindings
 * change that name the account; all else goes back as it came.
 *
 * @see <a href="https://cloud.google.com/iam/docs/reference/rest/v1/Policy">Policy</a>
 */
final class ProjectPolicy {
  /** Below it, Google leaves conditions out, and writing the policy back would lose them. */
  static final int VERSION = 3;

  private final Policy policy;

  ProjectPolicy(Policy policy) {
    this.policy = policy;
  }

  /** The roles that an account has without condition. */
  SortedSet<String> roles(String email) {
    SortedSet<String> roles = new TreeSet<>();
    for (Binding each : bindings()) {
      if (plain(each) && members(each).contains(member(email))) {
        roles.add(each.getRole());
      }
    }
    return roles;
  }

  /** Whether an account of that name that was deleted still stands there. */
  boolean remains(String email) {
    return bindings().stream()
        .filter(ProjectPolicy::plain)
        .anyMatch(each -> members(each).stream().anyMatch(dead(email)));
  }

  /**
   * The policy to write.
   *
   * @param gone roles to take away
   * @return empty if that changes nothing
   */
  Optional<Policy> with(String email, Collection<String> wanted, Set<String> gone) {
    List<Binding> all = new ArrayList<>();
    SortedSet<String> missing = new TreeSet<>(wanted);
    boolean changed = false;
    for (Binding each : bindings()) {
      Binding next = plain(each) ? edited(each, email, missing, gone) : each;
      changed |= next != each;
      if (!members(next).isEmpty() || next == each) {
        all.add(next);
      }
    }
    for (String role : missing) {
      all.add(new Binding().setRole(role).setMembers(List.of(member(email))));
    }
    return changed || !missing.isEmpty()
        ? Optional.of(new Policy().setBindings(all).setEtag(policy.getEtag()).setVersion(VERSION))
        : Optional.empty();
  }

  /** The binding without what is dead or gone, and with the account if its role is missing. */
  private static Binding edited(
      Binding binding, String email, SortedSet<String> missing, Set<String> gone) {
    List<String> members = new ArrayList<>(members(binding));
    members.removeIf(dead(email));
    if (gone.contains(binding.getRole())) {
      members.remove(member(email));
    } else if (missing.remove(binding.getRole()) && !members.contains(member(email))) {
      members.add(member(email));
    }
    return members.equals(members(binding))
        ? binding
        : new Binding().setRole(binding.getRole()).setMembers(members);
  }

  private List<Binding> bindings() {
    return policy.getBindings() == null ? List.of() : policy.getBindings();
  }

  private static List<String> members(Binding binding) {
    return binding.getMembers() == null ? List.of() : binding.getMembers();
  }

  private static boolean plain(Binding binding) {
    return binding.getCondition() == null;
  }

  static String member(String email) {
    return "serviceAccount:" + email;
  }

  /**
   * "If you delete a service account, the policy binding will remain, prefixed {@code deleted:}."
   *
   * @see <a href="https://cloud.google.com/iam/docs/principal-identifiers">deleted principals</a>
   */
  static Predicate<String> dead(String email) {
    return name -> name.startsWith("deleted:" + member(email) + "?uid=");
  }
}
