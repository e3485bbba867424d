package dev.portolan.provider.gcp.identity;

import com.google.api.services.iam.v1.model.ServiceAccount;
import com.google.iam.v1.Policy;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.config.Right;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * What there is of accounts and what they may do. Nothing is read that no function needs: the
 * project's policy only for roles, a thing's only if a right at it is needed.
 */
public final class IdentitySurvey {
  private static final Policy NO_POLICY = Policy.getDefaultInstance();

  private final Owner owner;
  private final AccountCalls calls;
  private final PolicyCalls policies;
  private final Map<String, ServiceAccount> accounts = new LinkedHashMap<>();
  private final SortedMap<String, Optional<Policy>> rights = new TreeMap<>();
  private final SortedSet<String> unseen = new TreeSet<>();
  private final List<String> notes = new ArrayList<>();
  private boolean listed = true;
  private Optional<ProjectPolicy> project = Optional.empty();

  private IdentitySurvey(Owner owner, AccountCalls calls, PolicyCalls policies) {
    this.owner = owner;
    this.calls = calls;
    this.policies = policies;
  }

  /**
   * Looks at what a deployment needs.
   *
   * @param more rights that revisions need which are there
   */
  public static IdentitySurvey of(
      Owner owner,
      AccountCalls calls,
      PolicyCalls policies,
      Collection<Identity> wanted,
      Collection<String> more)
      throws Exception {
    IdentitySurvey survey = new IdentitySurvey(owner, calls, policies);
    survey.accounts(wanted);
    boolean roles = wanted.stream().anyMatch(each -> !each.roles().isEmpty());
    if (roles || survey.marks().stream().anyMatch(mark -> !mark.roles().isEmpty())) {
      survey.project = survey.allowed("the project's policy", policies::ofProject);
    }
    SortedSet<String> all = new TreeSet<>(more);
    wanted.forEach(each -> all.addAll(each.rights()));
    if (survey.marks().stream().anyMatch(mark -> !mark.rightsBut(all).isEmpty())) {
      all.addAll(survey.given());
    }
    for (String text : all) {
      Right right = Right.parse(text);
      survey
          .allowed(unseen(right), () -> policies.of(right))
          .ifPresentOrElse(found -> survey.rights.put(text, found), () -> survey.unseen.add(text));
    }
    return survey;
  }

  private static String unseen(Right right) {
    return right.isSecret()
        ? "who may read the secret " + right.name()
        : "the " + right.holders() + ", of which it must be one";
  }

  /** All rights in the project that we gave to one of our accounts. */
  private List<String> given() throws Exception {
    List<Right> all = new ArrayList<>();
    names("all secrets", policies::secrets).forEach(each -> all.add(Right.parse(each)));
    names("all topics", policies::topics).forEach(each -> all.add(Right.parse(each)));
    names("all buckets", policies::buckets).forEach(each -> all.addAll(Right.ofBucket(each)));
    return all.stream()
        .map(Right::text)
        .filter(text -> marks().stream().anyMatch(mark -> mark.holds(text)))
        .toList();
  }

  private List<String> names(String what, Callable<List<String>> list) throws Exception {
    Optional<List<String>> names = allowed(what, () -> Found.orIfDisabled(list, List.of()));
    listed &= names.isPresent();
    return names.orElse(List.of());
  }

  private void accounts(Collection<Identity> wanted) throws Exception {
    List<ServiceAccount> off = new ArrayList<>();
    Optional<List<ServiceAccount>> listed =
        allowed("all service accounts", () -> Found.orIfDisabled(calls::list, off));
    boolean disabled = listed.filter(all -> all == off).isPresent();
    listed.orElse(List.of()).forEach(each -> accounts.put(each.getEmail(), each));
    for (Identity each : wanted) {
      boolean here =
          each.own()
              || !disabled
                  && Address.project(each.email()).equals(Optional.of(calls.place().project()));
      if (!accounts.containsKey(each.email()) && (listed.isEmpty() || !here)) {
        allowed("service account " + each.email(), () -> calls.find(each.email()))
            .ifPresentOrElse(
                found -> found.ifPresent(account -> accounts.put(each.email(), account)),
                () -> accounts.put(each.email(), unseen(each)));
      }
    }
  }

  /** One that we may not look at is taken to be as it shall be. */
  private static ServiceAccount unseen(Identity wanted) {
    return new ServiceAccount()
        .setEmail(wanted.email())
        .setDisplayName(wanted.displayName())
        .setDescription(wanted.mark().and(wanted.roles(), wanted.rights()).text());
  }

  /** Tells what is not there, is not ours, or cannot be used. */
  public void check(Collection<Identity> wanted, Obstacles obstacles) {
    for (Identity each : wanted) {
      Optional<ServiceAccount> account = account(each.email());
      String where = each.function() + ": service account " + each.email();
      if (each.own() && !noted(each).fits()) {
        obstacles.problem(
            Kind.INVALID_CONFIGURATION,
            each.function() + ": portolan.gcp.roles",
            "so many roles, secrets, queues and buckets, with those it had, cannot be noted on the account",
            "take some away in a deployment of its own, or name a service account that has them as"
                + " portolan.gcp.serviceAccount");
      }
      if (account.isEmpty() && !each.own()) {
        obstacles.problem(
            Kind.NOT_FOUND, where, "there is none", "create it, or name another, or none");
      }
      if (account.filter(found -> Boolean.TRUE.equals(found.getDisabled())).isPresent()) {
        obstacles.problem(
            Kind.NOT_FOUND,
            where,
            "is disabled",
            "run 'gcloud iam service-accounts enable " + each.email() + "'");
      }
      if (each.own() && account.filter(found -> !owns(found)).isPresent()) {
        stranger(owner, place(), each, account.get(), obstacles);
      }
      each.rights().stream()
          .map(Right::parse)
          .filter(Right::isSecret)
          .filter(right -> rights.getOrDefault(right.text(), Optional.of(NO_POLICY)).isEmpty())
          .forEach(right -> missing(each, right.name(), obstacles));
    }
  }

  private void missing(Identity wanted, String secret, Obstacles obstacles) {
    obstacles.problem(
        Kind.NOT_FOUND,
        wanted.function() + ": secret " + secret,
        "is not in project " + calls.place().project(),
        "run 'gcloud secrets create " + secret + " --project " + calls.place().project() + "'");
  }

  /** Says whose an account is, and how to take it over. */
  static void stranger(
      Owner owner, Place place, Identity wanted, ServiceAccount found, Obstacles obstacles) {
    String whose =
        Mark.parse(found.getDescription())
            .map(mark -> " belongs to " + mark.owner())
            .orElse(" does not say that we made it");
    obstacles.stranger(
        Ownership.stranger(
            "service account " + wanted.email() + whose,
            "gcloud iam service-accounts update "
                + wanted.email()
                + " --description '"
                + Mark.of(owner, wanted.function(), place).text()
                + "'"));
  }

  /** What a person should know. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  Optional<ServiceAccount> account(String email) {
    return Optional.ofNullable(accounts.get(email));
  }

  /** What an account's mark shall say before it is given what it has not. */
  Mark noted(Identity wanted) {
    return mark(wanted.email())
        .orElse(wanted.mark())
        .and(missingRoles(wanted), missingRights(wanted).stream().map(Right::text).toList());
  }

  /** The roles that it has not; all where that cannot be seen. */
  SortedSet<String> missingRoles(Identity wanted) {
    SortedSet<String> missing = new TreeSet<>(wanted.roles());
    project.ifPresent(policy -> missing.removeAll(policy.roles(wanted.email())));
    return missing;
  }

  /** The rights that it has not, of those whose policies were seen or are yet to be. */
  List<Right> missingRights(Identity wanted) {
    return wanted.rights().stream()
        .filter(rights::containsKey)
        .map(Right::parse)
        .filter(right -> !has(wanted, right))
        .toList();
  }

  /**
   * Hashes of the rights that need not be noted on its account any more, once they are taken away
   * where they still are: those at things that were looked at, or that are gone.
   *
   * @param stay rights that it keeps
   */
  SortedSet<String> spent(Identity wanted, Collection<String> stay) {
    Optional<Mark> mark = mark(wanted.email());
    if (mark.isEmpty()) {
      return new TreeSet<>();
    }
    SortedSet<String> surplus = mark.get().rightsBut(stay);
    SortedSet<String> spent = new TreeSet<>(surplus);
    spent.retainAll(mark.get().rightsBut(unseen));
    if (!listed) {
      spent.removeAll(mark.get().rightsBut(rights.keySet()));
    }
    if (spent.size() < surplus.size()) {
      notes.add(
          "%s may still do what it no longer needs, %d of it: noted until somebody deploys who may look at it"
              .formatted(wanted.email(), surplus.size() - spent.size()));
    }
    return spent;
  }

  private boolean has(Identity wanted, Right right) {
    return rights
        .get(right.text())
        .filter(policy -> RightPolicy.allows(policy, right.role(), wanted.email()))
        .isPresent();
  }

  Optional<Mark> mark(String email) {
    return account(email).flatMap(account -> Mark.parse(account.getDescription()));
  }

  Place place() {
    return calls.place();
  }

  private boolean owns(ServiceAccount account) {
    return Mark.parse(account.getDescription()).filter(mark -> mark.of(owner, place())).isPresent();
  }

  private List<Mark> marks() {
    return List.copyOf(owned().values());
  }

  /** The accounts that are ours, with what their descriptions say. */
  SortedMap<String, Mark> owned() {
    SortedMap<String, Mark> ours = new TreeMap<>();
    for (ServiceAccount each : accounts.values()) {
      if (owns(each)) {
        ours.put(each.getEmail(), Mark.parse(each.getDescription()).orElseThrow());
      }
    }
    return ours;
  }

  /** The functions that have an account of their own. */
  public SortedSet<String> functions() {
    SortedSet<String> functions = new TreeSet<>();
    owned().values().forEach(mark -> functions.add(mark.function()));
    return functions;
  }

  /** The project's policy; empty where nobody needs it, or we may not read it. */
  Optional<ProjectPolicy> project() {
    return project;
  }

  /** The policies that were looked at, by the rights at their things that are there. */
  SortedMap<String, Policy> policies() {
    SortedMap<String, Policy> there = new TreeMap<>();
    rights.forEach((name, policy) -> policy.ifPresent(found -> there.put(name, found)));
    return there;
  }

  private <T> Optional<T> allowed(String what, Callable<T> call) throws Exception {
    try {
      return Optional.of(call.call());
    } catch (Exception e) {
      Optional<GoogleError> error = GoogleError.of(e);
      if (error.filter(Found::disabled).isPresent()) {
        return Optional.empty();
      }
      if (error.filter(Found::forbidden).isEmpty()) {
        throw e;
      }
      notes.add("not looked at, since you may not: " + what);
      return Optional.empty();
    }
  }
}
