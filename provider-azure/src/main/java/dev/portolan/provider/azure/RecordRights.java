package dev.portolan.provider.azure;

import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.access.Preflight;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.cosmos.DataRight;
import dev.portolan.provider.azure.cosmos.Leases;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rights of functions to the data of Cosmos DB: what is there, is missing, and is ours. */
final class RecordRights {
  private static final String RIGHT = "right:";
  private static final String ACTION = "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments/";

  private final Session session;
  private final Survey survey;
  private final Map<String, List<DataRight.Held>> held =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Set<String> assigning = new TreeSet<>();
  private final Set<String> withdrawing = new TreeSet<>();

  RecordRights(Session session, Survey survey) {
    this.session = session;
    this.survey = survey;
  }

  /** What an account gives, looked at once. */
  private List<DataRight.Held> held(String account) throws Exception {
    if (!held.containsKey(account)) {
      held.put(account, session.cosmos().rights(account));
    }
    return held.get(account);
  }

  /** Whom a function acts as, if it is there. */
  private Optional<String> principal(String site) {
    return survey.identity(site).map(RecordRights::principal);
  }

  private static String principal(IdentityInner identity) {
    return "" + identity.principalId();
  }

  /**
   * The rights that a function is to have; none while it is not known whom it acts as.
   *
   * @param table the id of the container that it reads, if it reads one
   * @param leases where it keeps how far it has come, then
   */
  List<DataRight> of(String site, Optional<String> table, Optional<Leases> leases) {
    Optional<String> who = principal(site);
    return who.isEmpty() || leases.isEmpty()
        ? List.of()
        : List.of(
            new DataRight(table.orElseThrow(), DataRight.READER, who.get()),
            new DataRight(leases.get().id(), DataRight.CONTRIBUTOR, who.get()));
  }

  /**
   * Adds the step that lets a function read a container, if it may not yet.
   *
   * @return id of the step
   */
  Optional<String> read(StepList.Lane lane, String site, String table, List<String> after)
      throws Exception {
    String why = "it reads that container, and no other";
    return give(lane, site, "read", table, DataRight.READER, why, after);
  }

  /**
   * Adds the step that lets a function write its leases, if it may not yet.
   *
   * @return id of the step
   */
  Optional<String> write(StepList.Lane lane, String site, String leases, List<String> after)
      throws Exception {
    String why = "its host keeps there how far it has read";
    return give(lane, site, "write", leases, DataRight.CONTRIBUTOR, why, after);
  }

  private Optional<String> give(
      StepList.Lane lane,
      String site,
      String verb,
      String at,
      String role,
      String why,
      List<String> after)
      throws Exception {
    List<DataRight.Held> there = held(DataRight.account(at));
    if (principal(site).filter(who -> new DataRight(at, role, who).in(there)).isPresent()) {
      return Optional.empty();
    }
    assigning.add(DataRight.account(at));
    lane.add(
        Phase.STAGE,
        Change.CREATE,
        RIGHT + verb,
        "right of %s to %s %s".formatted(site, verb, Place.last(at)),
        why,
        after,
        run -> session.cosmos().assign(run, new DataRight(at, role, principal(run, site))));
    return Optional.of(lane.id(RIGHT + verb));
  }

  private String principal(Step.Run run, String site) throws Exception {
    return run.get("principal:" + site).orElseGet(() -> principal(site).orElseThrow());
  }

  /**
   * The rights that we gave a function at the accounts of its leases, but for what it is to have.
   * Whoever has one at its leases is or was whom it acts as: its identity may have been made anew.
   */
  List<DataRight.Held> gone(String function, Collection<Leases> all, List<DataRight> keeps)
      throws Exception {
    Set<String> accounts = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    all.forEach(each -> accounts.add(each.account()));
    List<DataRight.Held> gone = new ArrayList<>();
    for (String account : accounts) {
      List<DataRight.Held> made = held(account).stream().filter(DataRight.Held::made).toList();
      Set<String> who = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
      survey.of(survey.identities(), function).forEach(each -> who.add(principal(each)));
      made.stream()
          .filter(each -> all.stream().map(Leases::id).anyMatch(each::isAt))
          .forEach(each -> who.add(each.principal()));
      made.stream()
          .filter(each -> who.contains(each.principal()))
          .filter(each -> keeps.stream().noneMatch(right -> right.is(each)))
          .forEach(gone::add);
    }
    return gone;
  }

  /** These are taken away by a step. */
  void withdraw(List<DataRight.Held> gone) {
    gone.forEach(each -> withdrawing.add(each.account()));
  }

  /** Whether we may give and take them away, at accounts of somebody else's. */
  void allowed(Preflight preflight, String hint) throws Exception {
    for (String each : assigning) {
      preflight.may(each, ACTION + "write", "by which a function may read records", hint);
    }
    for (String each : withdrawing) {
      preflight.ends(each, ACTION + "delete", "by which rights go that no function asks for", hint);
    }
  }
}
