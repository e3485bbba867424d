package dev.portolan.provider.gcp.identity;

import com.google.api.services.iam.v1.model.ServiceAccount;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.gcp.config.Right;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The steps that give a function its account, before it is deployed, and those that take away what
 * it no longer needs, after all else.
 */
public final class IdentitySteps {
  private final StepList list;
  private final Owner owner;
  private final IdentitySurvey survey;
  private final IdentityDeeds deeds;

  public IdentitySteps(StepList list, Owner owner, IdentitySurvey survey, IdentityDeeds deeds) {
    this.list = list;
    this.owner = owner;
    this.survey = survey;
    this.deeds = deeds;
  }

  /**
   * Makes the account and gives it what it shall have.
   *
   * @param after ids of steps that come first
   * @return the ids of the steps, which come before the function's own
   */
  public List<String> add(Identity wanted, List<String> after) {
    if (!wanted.own()) {
      return after;
    }
    List<String> ids = new ArrayList<>(after);
    StepList.Lane account = lane(wanted);
    reason(wanted)
        .ifPresent(
            why ->
                account.add(
                    Phase.STAGE,
                    survey.account(wanted.email()).isPresent() ? Change.UPDATE : Change.CREATE,
                    "account",
                    "account " + wanted.email(),
                    why,
                    after,
                    run -> deeds.account(wanted)));
    ids.add(account.id("account"));
    roles(wanted, List.copyOf(ids)).ifPresent(ids::add);
    rights(wanted, List.copyOf(ids), ids);
    return ids;
  }

  private Optional<String> roles(Identity wanted, List<String> after) {
    SortedSet<String> missing = survey.missingRoles(wanted);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    StepList.Lane lane = policy(wanted);
    lane.add(
        Phase.STAGE,
        Change.UPDATE,
        "roles",
        "roles of " + wanted.email(),
        "it has not " + String.join(", ", missing),
        after,
        run -> deeds.roles(wanted));
    return Optional.of(lane.id("roles"));
  }

  private void rights(Identity wanted, List<String> after, List<String> ids) {
    for (Right right : survey.missingRights(wanted)) {
      StepList.Lane lane = policy(wanted.function(), right);
      List<String> first = new ArrayList<>(after);
      right.making().ifPresent(first::add);
      lane.add(
          Phase.STAGE,
          Change.UPDATE,
          right.step(),
          right.holders(),
          wanted.email() + " may not " + right.may() + " it",
          first,
          run -> deeds.give(wanted.email(), right));
      ids.add(lane.id(right.step()));
    }
  }

  /** Why an account is made or written to; empty if it is as it shall be. */
  private Optional<String> reason(Identity wanted) {
    Optional<ServiceAccount> account = survey.account(wanted.email());
    if (account.isEmpty()) {
      return Optional.of("there is none");
    }
    Mark mark = survey.mark(wanted.email()).orElse(wanted.mark());
    if (!survey.noted(wanted).equals(mark)) {
      List<String> more = new ArrayList<>(survey.missingRoles(wanted));
      survey
          .missingRights(wanted)
          .forEach(
              right ->
                  more.add(
                      right.isSecret() ? right.holders() : "a place among the " + right.holders()));
      return Optional.of("it shall have " + String.join(", ", more));
    }
    return wanted.displayName().equals(account.get().getDisplayName())
        ? Optional.empty()
        : Optional.of("drift: its name is " + account.get().getDisplayName());
  }

  /**
   * Takes away what a function no longer asks for. What it was a right to and may not be looked at
   * stays noted, so that who may look takes it away.
   *
   * @param kept rights that revisions need which stay
   * @param after ids of steps that come first
   * @return the ids of the steps: the revisions that need those rights go after them
   */
  public List<String> tidy(Identity wanted, Collection<String> kept, List<String> after) {
    if (!wanted.own()) {
      return List.of();
    }
    List<String> ids = new ArrayList<>();
    if (outdated(wanted)) {
      ids.add(forget(wanted, after, "the function no longer asks for them"));
    }
    SortedSet<String> stay = new TreeSet<>(kept);
    stay.addAll(wanted.rights());
    ids.addAll(revoke(wanted, stay, after, "no revision names it any more"));
    SortedSet<String> spent = survey.spent(wanted, stay);
    if (!spent.isEmpty()) {
      List<String> first = new ArrayList<>(after);
      first.addAll(ids);
      lane(wanted)
          .add(
              Phase.SWEEP,
              Change.UPDATE,
              "notes",
              "account " + wanted.email(),
              "it may do less",
              first,
              run -> deeds.forgetRights(wanted, spent));
    }
    return ids;
  }

  /**
   * Deletes accounts that a function had of its own and no longer runs as.
   *
   * @param running accounts that revisions run as which stay
   * @param after ids of steps that come first
   */
  public void retire(Identity wanted, Collection<String> running, List<String> after) {
    String why = "the function runs as " + wanted.email();
    for (Identity old : own(wanted.function())) {
      if (!old.email().equals(wanted.email()) && !running.contains(old.email())) {
        List<String> first = new ArrayList<>(after);
        first.addAll(strip(old, why));
        delete(old, why, first);
      }
    }
  }

  /**
   * Takes all away that a function's own account may do.
   *
   * @return the ids of the steps: what is left of the function goes after them
   */
  public List<String> strip(String function, String why) {
    List<String> ids = new ArrayList<>();
    own(function).forEach(old -> ids.addAll(strip(old, why)));
    return ids;
  }

  private List<String> strip(Identity old, String why) {
    List<String> ids = new ArrayList<>();
    if (outdated(old)) {
      ids.add(forget(old, List.of(), why));
    }
    ids.addAll(revoke(old, List.of(), List.of(), why));
    return ids;
  }

  /**
   * Deletes a function's own account.
   *
   * @param after ids of the steps that delete all that runs as it
   */
  public void delete(String function, String why, List<String> after) {
    own(function).forEach(old -> delete(old, why, after));
  }

  private void delete(Identity old, String why, List<String> after) {
    lane(old)
        .add(
            Phase.SWEEP,
            Change.DELETE,
            "old-account",
            "account " + old.email(),
            why,
            after,
            run -> deeds.delete(old));
  }

  /** The accounts that a function has of its own, as ones that may do nothing. */
  private List<Identity> own(String function) {
    return survey.owned().entrySet().stream()
        .filter(each -> each.getValue().function().equals(function))
        .map(each -> Identity.none(owner, function, each.getKey(), survey.place()))
        .toList();
  }

  /** Whether the account has, of what we gave it, more than it shall have. */
  private boolean outdated(Identity wanted) {
    boolean more =
        survey
            .mark(wanted.email())
            .filter(mark -> !mark.onlyRoles(wanted.roles()).equals(mark))
            .isPresent();
    return more || survey.project().filter(each -> each.remains(wanted.email())).isPresent();
  }

  private String forget(Identity wanted, List<String> after, String why) {
    StepList.Lane lane = policy(wanted);
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        "old-roles",
        "roles of " + wanted.email(),
        why,
        after,
        run -> deeds.forgetRoles(wanted));
    return lane.id("old-roles");
  }

  /** Takes away the rights that we gave it, but for some. */
  private List<String> revoke(
      Identity wanted, Collection<String> stay, List<String> after, String why) {
    List<String> ids = new ArrayList<>();
    Optional<Mark> mark = survey.mark(wanted.email());
    survey
        .policies()
        .forEach(
            (text, policy) -> {
              Right right = Right.parse(text);
              boolean ours = mark.filter(each -> each.holds(text)).isPresent();
              if (ours
                  && !stay.contains(text)
                  && RightPolicy.with(policy, right.role(), wanted.email(), false).isPresent()) {
                ids.add(revoke(wanted, right, after, why));
              }
            });
    return ids;
  }

  private String revoke(Identity wanted, Right right, List<String> after, String why) {
    StepList.Lane lane = policy(wanted.function(), right);
    String id = "old-" + right.step();
    lane.add(
        Phase.SWEEP,
        Change.DELETE,
        id,
        right.isSecret()
            ? "access of " + wanted.email() + " to " + right.holders()
            : right.holders() + " but " + wanted.email(),
        why,
        after,
        run -> deeds.take(wanted.email(), right));
    return lane.id(id);
  }

  private StepList.Lane lane(Identity identity) {
    return list.lane(Optional.of(identity.function()), "account:" + identity.email());
  }

  /** A project has one policy, which is written as a whole. */
  private StepList.Lane policy(Identity identity) {
    return list.lane(Optional.of(identity.function()), "policy");
  }

  /** So has each thing. */
  private StepList.Lane policy(String function, Right right) {
    String key = right.isSecret() ? "secret:" + right.text() : "policy:" + right.place();
    return list.lane(Optional.of(function), key);
  }
}
