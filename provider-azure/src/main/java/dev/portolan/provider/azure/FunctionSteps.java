package dev.portolan.provider.azure;

import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.bus.BusSource;
import dev.portolan.provider.azure.bus.Subscription;
import dev.portolan.provider.azure.config.BusConnection;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.RoleGrant;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.SiteDeeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The steps that make one function's own: whom it acts as, its plan, what it is made of. */
final class FunctionSteps {
  static final String IDENTITY = "identity";
  static final String PLAN = "plan";
  static final String ROLE = "role";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;
  private final HostAccounts hosts;
  private final SecretAccess secrets;
  private final EventSteps events;
  private final Map<String, List<String>> given = new HashMap<>();

  FunctionSteps(
      StepList list,
      Session session,
      Owner owner,
      Survey survey,
      Place place,
      HostAccounts hosts,
      SecretAccess secrets,
      EventSteps events) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
    this.hosts = hosts;
    this.secrets = secrets;
    this.events = events;
  }

  /**
   * Adds what is missing of what stands around a site.
   *
   * @param source its own subscription to a topic as it was found, if it has one
   */
  void around(Wanted wanted, BusSource source, SiteDeeds deeds) throws Exception {
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), "around:" + wanted.site());
    Map<String, String> tags = Ownership.tags(owner, wanted.name());
    Map<String, String> settings = wanted.release().settings();
    Map<String, String> remembers = new TreeMap<>(tags);
    remembers.putAll(events.memory(wanted.name(), wanted.site(), settings));
    Optional<IdentityInner> identity = survey.identity(wanted.site());
    if (identity.isEmpty()) {
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          IDENTITY,
          "identity " + wanted.site(),
          "there is none for it to act as",
          List.of(SharedSteps.GROUP, lane.id(ReleaseSteps.MARK)),
          run -> {
            IdentityInner made =
                session.identities(owner).put(wanted.site(), place.location(), remembers);
            run.put("principal:" + wanted.site(), "" + made.principalId());
            run.put("client:" + wanted.site(), "" + made.clientId());
          });
    }
    if (survey.plan(wanted.site()).isEmpty()) {
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          PLAN,
          "plan " + wanted.site(),
          "there is none of Flex Consumption for it",
          List.of(SharedSteps.GROUP),
          run -> deeds.createPlan(run, wanted.site(), place, tags));
    }
    String made = hosts.add(wanted.name(), wanted.account());
    hear(wanted.name(), wanted.site(), settings, source);
    roles(lane, wanted, made);
  }

  private void hear(String function, String site, Map<String, String> settings, BusSource source)
      throws Exception {
    Subscribing subscribing = events.subscribing();
    Optional<Subscription> own = subscribing.of(function, settings);
    given(site).addAll(subscribing.remember(function, site, own));
    own.flatMap(each -> subscribing.add(function, site, each, source, settings))
        .ifPresent(given(site)::add);
    events.hearings().remember(function, site, settings);
    given(site).addAll(events.leasing().add(function, site, settings));
  }

  private List<String> given(String site) {
    return given.computeIfAbsent(site, each -> new ArrayList<>());
  }

  private void roles(StepList.Lane lane, Wanted wanted, String made) {
    int number = 0;
    for (RoleGrant grant : grants(wanted)) {
      String id = number++ == 0 ? ROLE : id(grant);
      List<String> after = new ArrayList<>(List.of(lane.id(IDENTITY), made));
      Map<String, String> settings = wanted.release().settings();
      grant.scope().ifPresent(scope -> after.add(scope(lane, scope, settings)));
      role(lane, wanted.site(), grant, id, why(grant, number, settings), after);
    }
  }

  /**
   * Adds the subscription and the rights that a release of before needs, where its function has
   * them no more.
   *
   * @param source its own subscription to a topic as it was found, if it had one
   */
  void again(
      String function, String site, Release release, BusSource source, List<RoleGrant> grants)
      throws Exception {
    StepList.Lane lane = list.lane(Optional.of(function), "around:" + site);
    hear(function, site, release.settings(), source);
    for (RoleGrant grant : grants) {
      List<String> after =
          grant.scope().map(scope -> scope(lane, scope, release.settings())).stream().toList();
      role(lane, site, grant, id(grant), why(grant, 0, release.settings()), after);
    }
  }

  /** Id of the step that makes what a role is at, if it is something of everybody's. */
  private static String scope(StepList.Lane lane, String scope, Map<String, String> settings) {
    return BusConnection.TOPIC.id(settings).filter(scope::equalsIgnoreCase).isPresent()
        ? lane.id(Subscribing.SUBSCRIPTION)
        : Right.made(scope);
  }

  private void role(
      StepList.Lane lane, String site, RoleGrant grant, String id, String why, List<String> after) {
    boolean there =
        survey
            .identity(site)
            .filter(each -> assignment(grant, "" + each.principalId()).in(survey.roles()))
            .isPresent();
    if (!there) {
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          id,
          "role %s of %s at %s"
              .formatted(named(grant.role()), site, Place.last(grant.scope().orElse(place.id()))),
          why,
          after,
          run -> session.roles(owner).create(assignment(grant, principal(run, site))));
      given(site).add(lane.id(id));
    }
  }

  /** Whether a function asks for a role that it has. */
  boolean asks(Wanted wanted, RoleAssignmentInner role) {
    String principal =
        survey.identity(wanted.site()).map(each -> "" + each.principalId()).orElse("");
    return SecretAccess.keeps(wanted, role)
        || grants(wanted).stream()
            .map(grant -> assignment(grant, principal))
            .anyMatch(grant -> grant.in(List.of(role)));
  }

  private Assignment assignment(RoleGrant grant, String principal) {
    return new Assignment(grant.scope().orElse(place.id()), grant.role(), principal, false);
  }

  /** The role that its host needs, and those of its own; each once, whoever asks for it. */
  private List<RoleGrant> grants(Wanted wanted) {
    List<RoleGrant> all = new ArrayList<>();
    all.add(
        new RoleGrant(
            Assignment.BLOB_OWNER, Optional.of(hosts.id(wanted.name(), wanted.account()))));
    all.addAll(wanted.settings().roles());
    all.addAll(secrets.grants(wanted));
    all.addAll(Right.grants(wanted.release().settings()));
    Map<String, RoleGrant> once = new LinkedHashMap<>();
    all.forEach(grant -> once.put(assignment(grant, "").name(), grant));
    return List.copyOf(once.values());
  }

  /** Ids of the steps that give a site's identity what it has not yet to take from, or may not. */
  List<String> gives(String site) {
    return List.copyOf(given(site));
  }

  /** A role may be granted at several scopes, and two of those may have the same last name. */
  private static String id(RoleGrant grant) {
    return ROLE
        + ":"
        + grant.role()
        + grant
            .scope()
            .map(at -> at.toLowerCase(Locale.ROOT))
            .map(at -> ":" + Place.last(at) + "-" + PhysicalName.hash(at))
            .orElse("");
  }

  private static String why(RoleGrant grant, int number, Map<String, String> settings) {
    if (number == 1) {
      return "its host reads its package with it";
    }
    String scope = grant.scope().orElse("");
    if (grant.role().equals(Assignment.SECRETS_USER) && scope.contains("/secrets/")) {
      return "it reads that secret, and no other";
    }
    return Right.why(grant, settings).orElse("asked for by its setting roles");
  }

  private static String named(String role) {
    return switch (role) {
      case Assignment.BLOB_OWNER -> "Storage Blob Data Owner";
      case Assignment.BLOB_CONTRIBUTOR -> "Storage Blob Data Contributor";
      case Assignment.BLOB_READER -> "Storage Blob Data Reader";
      case Assignment.SECRETS_USER -> "Key Vault Secrets User";
      case Assignment.BUS_RECEIVER -> "Azure Service Bus Data Receiver";
      case Assignment.BUS_SENDER -> "Azure Service Bus Data Sender";
      default -> role;
    };
  }

  /** Whether the client id of whom a function acts as is known. */
  boolean knowsClient(String site) {
    return survey.identity(site).isPresent();
  }

  String client(String site) {
    return survey.identity(site).map(each -> "" + each.clientId()).orElse("");
  }

  /** From when on a function hears of records, if its settings have it hear of any. */
  Optional<String> since(String function, String site, Map<String, String> settings) {
    return events.leasing().since(function, site, settings);
  }

  /** The object id of whom a function acts as. */
  private String principal(Step.Run run, String site) throws Exception {
    return told(run, "principal:", site, each -> "" + each.principalId());
  }

  /** Its client id, by which its host asks for tokens. */
  String client(Step.Run run, String site) throws Exception {
    return told(run, "client:", site, each -> "" + each.clientId());
  }

  private String told(Step.Run run, String key, String site, Function<IdentityInner, String> part) {
    return run.get(key + site).orElseGet(() -> part.apply(survey.identity(site).orElseThrow()));
  }
}
