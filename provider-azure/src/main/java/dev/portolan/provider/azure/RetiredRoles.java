package dev.portolan.provider.azure;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import dev.portolan.deploy.driver.Failure;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.errors.AzureErrors;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.site.Release;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The steps that take away roles which we gave a function and which it no longer asks for.
 *
 * <p>Before what serves is recorded: a run that dies in between leaves a site whose publishing has
 * not ended, and the next one looks for such roles. Where Azure refuses, what serves is recorded
 * all the same: it was proven, and publishing it again would change nothing.
 */
final class RetiredRoles {
  /** Of the step. */
  static final String ROLES = "roles";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final SortedSet<String> scopes = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  RetiredRoles(StepList list, Session session, Owner owner, Survey survey) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
  }

  /** Where roles are taken away. */
  SortedSet<String> scopes() {
    return scopes;
  }

  /**
   * Takes away what a function does not ask for, and the role of its host which an identity had
   * that is gone. Another project may have granted roles at its account to functions of its own.
   *
   * @param account id of its own account
   * @param keeps whether a role stays
   */
  void add(
      Wanted wanted,
      String account,
      Predicate<RoleAssignmentInner> keeps,
      Optional<Step.Action> record)
      throws Exception {
    List<RoleAssignmentInner> ours = survey.roles().stream().filter(Assignment::made).toList();
    List<RoleAssignmentInner> left =
        session
            .identities(owner)
            .gone(
                ours.stream()
                    .filter(role -> account.equalsIgnoreCase(role.scope()))
                    .filter(role -> Assignment.is(role, Assignment.BLOB_OWNER))
                    .filter(role -> nobody(role.principalId()))
                    .toList());
    add(
        wanted.name(),
        wanted.site(),
        ours.stream()
            .filter(role -> isOf(wanted.site(), role) || left.contains(role))
            .filter(role -> !keeps.test(role))
            .toList(),
        record);
  }

  /**
   * Takes away what settings of before let a function do, and those of a release do not.
   *
   * @param before settings that its site has, or may have had when a run died
   * @param secrets whether rights to read them are ours to take away
   */
  void add(
      String function,
      String site,
      List<? extends Map<String, String>> before,
      Release release,
      boolean secrets,
      Optional<Step.Action> record) {
    add(
        function,
        site,
        survey.roles().stream()
            .filter(Assignment::made)
            .filter(role -> isOf(site, role))
            .filter(role -> before.stream().anyMatch(each -> needs(each, role, secrets)))
            .filter(role -> !needs(release.settings(), role, secrets))
            .toList(),
        record);
  }

  private static boolean needs(
      Map<String, String> settings, RoleAssignmentInner role, boolean secrets) {
    return Right.needs(settings, role) || secrets && SecretAccess.reads(settings, role);
  }

  private boolean isOf(String site, RoleAssignmentInner role) {
    return survey
        .identity(site)
        .filter(each -> ("" + each.principalId()).equalsIgnoreCase(role.principalId()))
        .isPresent();
  }

  /** Whether none of the group's identities is that. */
  private boolean nobody(String principal) {
    return survey.identities().stream()
        .map(IdentityInner::principalId)
        .noneMatch(each -> ("" + each).equalsIgnoreCase(principal));
  }

  private void add(
      String function, String site, List<RoleAssignmentInner> gone, Optional<Step.Action> record) {
    if (!gone.isEmpty()) {
      gone.forEach(role -> scopes.add(role.scope()));
      list.lane(Optional.of(function), "around:" + site)
          .add(
              Phase.SETTLE,
              Change.DELETE,
              ROLES,
              "roles of " + site,
              gone.size() + " that it does not ask for",
              List.of(),
              new Deed(gone.stream().map(RoleAssignmentInner::id).toList(), record));
    }
  }

  /** Takes all away that Azure lets us, and records what serves where it does not. */
  private final class Deed implements Step.Action {
    private final List<String> roles;
    private final Optional<Step.Action> record;
    private volatile boolean refused;

    Deed(List<String> roles, Optional<Step.Action> record) {
      this.roles = roles;
      this.record = record;
    }

    @Override
    public void run(Step.Run run) throws Exception {
      Optional<Exception> refusal = Optional.empty();
      for (String role : roles) {
        try {
          session.roles(owner).delete(role);
        } catch (Exception e) {
          if (!isRefusal(e)) {
            throw e;
          }
          refusal = refusal.or(() -> Optional.of(e));
        }
      }
      refused = refusal.isPresent();
      if (refused) {
        throw refusal.get();
      }
    }

    private boolean isRefusal(Exception thrown) {
      Failure failure = AzureErrors.classify(thrown);
      return failure.kind() == Kind.PERMISSION_DENIED && failure.retry() == Failure.Retry.NEVER;
    }

    @Override
    public Optional<String> takeBack(Step.Run run) throws Exception {
      if (!refused) {
        return Optional.empty();
      }
      if (record.isPresent()) {
        record.get().run(run);
      }
      return Optional.of(
          "what was published serves and is recorded, and the roles stay: 'az role assignment"
              + " delete --ids "
              + String.join(" ", roles)
              + "' takes them away");
    }
  }
}
