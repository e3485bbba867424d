package dev.portolan.provider.gcp.identity;

import com.google.api.services.iam.v1.model.ServiceAccount;
import com.google.iam.v1.Policy;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Right;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the steps do to accounts and policies. Each looks before it acts, and writes nothing that is
 * there already. A policy that someone else changed meanwhile is refused by its etag; the step then
 * comes again, and looks again.
 *
 * @see <a href="https://cloud.google.com/iam/docs/allow-policies#etag">etags</a>
 */
public final class IdentityDeeds {
  private final Owner owner;
  private final AccountCalls accounts;
  private final PolicyCalls policies;

  public IdentityDeeds(Owner owner, AccountCalls accounts, PolicyCalls policies) {
    this.owner = owner;
    this.accounts = accounts;
    this.policies = policies;
  }

  /** Makes the account, or writes down what it shall have and somebody else has not granted. */
  void account(Identity wanted) throws Exception {
    Optional<ServiceAccount> now = accounts.find(wanted.email());
    if (now.isEmpty()) {
      Mark all = wanted.mark().and(wanted.roles(), wanted.rights());
      accounts.create(wanted.id(), wanted.displayName(), all.text());
      return;
    }
    Mark noted = requireOurs(wanted, now.get());
    Mark mark = noted.and(roles(wanted, noted), rights(wanted, noted));
    boolean named = wanted.displayName().equals(now.get().getDisplayName());
    if (!named || !mark.text().equals(now.get().getDescription())) {
      accounts.describe(wanted.email(), wanted.displayName(), mark.text());
    }
  }

  /** The roles that are not noted and not there. */
  private SortedSet<String> roles(Identity wanted, Mark noted) throws Exception {
    SortedSet<String> missing = new TreeSet<>(wanted.roles());
    missing.removeIf(noted::granted);
    if (!missing.isEmpty()) {
      missing.removeAll(policies.ofProject().roles(wanted.email()));
    }
    return missing;
  }

  /** The rights that are not noted and that it has not. */
  private SortedSet<String> rights(Identity wanted, Mark noted) throws Exception {
    SortedSet<String> missing = new TreeSet<>();
    for (String text : wanted.rights()) {
      Right right = Right.parse(text);
      boolean allowed =
          noted.holds(text)
              || policies
                  .of(right)
                  .filter(policy -> RightPolicy.allows(policy, right.role(), wanted.email()))
                  .isPresent();
      if (!allowed) {
        missing.add(text);
      }
    }
    return missing;
  }

  /** Gives the account its roles in the project; takes none away. */
  void roles(Identity wanted) throws Exception {
    var policy = policies.ofProject().with(wanted.email(), wanted.roles(), new TreeSet<>());
    if (policy.isPresent()) {
      policies.setOfProject(policy.get());
    }
  }

  /** Takes away the roles that we granted and that are no longer asked for, and forgets them. */
  void forgetRoles(Identity wanted) throws Exception {
    Optional<ServiceAccount> now = accounts.find(wanted.email());
    if (now.isEmpty()) {
      return;
    }
    Mark mark = requireOurs(wanted, now.get());
    ProjectPolicy policy = policies.ofProject();
    SortedSet<String> gone = policy.roles(wanted.email());
    gone.removeIf(role -> !mark.granted(role) || wanted.roles().contains(role));
    var next = policy.with(wanted.email(), wanted.roles(), gone);
    if (next.isPresent()) {
      policies.setOfProject(next.get());
    }
    note(wanted, mark, mark.onlyRoles(wanted.roles()));
  }

  /** Forgets the rights of these hashes, which it has no longer. */
  void forgetRights(Identity wanted, Collection<String> spent) throws Exception {
    Optional<ServiceAccount> now = accounts.find(wanted.email());
    if (now.isPresent()) {
      Mark mark = requireOurs(wanted, now.get());
      note(wanted, mark, mark.without(spent));
    }
  }

  private void note(Identity wanted, Mark is, Mark shall) throws Exception {
    if (!is.equals(shall)) {
      accounts.describe(wanted.email(), wanted.displayName(), shall.text());
    }
  }

  /** Gives an account a right. */
  public void give(String email, Right right) throws Exception {
    write(right, RightPolicy.with(policies.existing(right), right.role(), email, true));
  }

  /** Takes a right from an account, where the thing is still there. */
  public void take(String email, Right right) throws Exception {
    Optional<Policy> now = policies.of(right);
    if (now.isPresent()) {
      write(right, RightPolicy.with(now.get(), right.role(), email, false));
    }
  }

  private void write(Right right, Optional<Policy> next) throws Exception {
    if (next.isPresent()) {
      policies.set(right, next.get());
    }
  }

  void delete(Identity wanted) throws Exception {
    Optional<ServiceAccount> now = accounts.find(wanted.email());
    if (now.isPresent()) {
      requireOurs(wanted, now.get());
      accounts.delete(wanted.email());
    }
  }

  private Mark requireOurs(Identity wanted, ServiceAccount now) {
    Optional<Mark> mark =
        Mark.parse(now.getDescription()).filter(each -> each.of(owner, accounts.place()));
    if (mark.isEmpty()) {
      Obstacles obstacles = new Obstacles();
      IdentitySurvey.stranger(owner, accounts.place(), wanted, now, obstacles);
      obstacles.refuse();
    }
    return mark.orElseThrow();
  }
}
