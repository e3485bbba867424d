package dev.portolan.provider.azure;

import com.azure.core.util.BinaryData;
import com.azure.resourcemanager.authorization.fluent.models.RoleAssignmentInner;
import com.azure.resourcemanager.msi.fluent.models.IdentityInner;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.RoleGrant;
import dev.portolan.provider.azure.identity.Assignment;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.SiteDeeds;
import dev.portolan.provider.azure.storage.StorageSteps;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/** The steps that make one function's own: whom it acts as, its plan, what it is made of. */
final class FunctionSteps {
  static final String IDENTITY = "identity";
  static final String PLAN = "plan";
  static final String CONTAINER = "container";
  static final String ROLE = "role";
  static final String PACKAGE = "package";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final Survey survey;
  private final Place place;
  private final SharedSteps shared;

  FunctionSteps(
      StepList list, Session session, Owner owner, Survey survey, Place place, SharedSteps shared) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.survey = survey;
    this.place = place;
    this.shared = shared;
  }

  /** Adds what is missing of what stands around a site. */
  void around(Wanted wanted, SiteDeeds deeds) {
    StepList.Lane lane = list.lane(Optional.of(wanted.name()), "around:" + wanted.site());
    Map<String, String> tags = Ownership.tags(owner, wanted.name());
    Optional<IdentityInner> identity = survey.identity(wanted.site());
    if (identity.isEmpty()) {
      lane.add(
          Phase.STAGE,
          Change.CREATE,
          IDENTITY,
          "identity " + wanted.site(),
          "there is none for it to act as",
          List.of(SharedSteps.GROUP),
          run -> {
            IdentityInner made =
                session.identities(owner).put(wanted.site(), place.location(), tags);
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
    shared
        .storage()
        .container(
            lane,
            CONTAINER,
            Names.container(owner, wanted.name()),
            survey.containers(),
            "what Azure runs it from");
    roles(lane, wanted, identity);
  }

  private void roles(StepList.Lane lane, Wanted wanted, Optional<IdentityInner> identity) {
    int number = 0;
    for (RoleGrant grant : grants(wanted)) {
      String id = number++ == 0 ? ROLE : ROLE + ":" + grant.role();
      String scope = grant.scope().orElse(place.id());
      boolean there =
          identity
              .filter(each -> assignment(grant, "" + each.principalId()).in(survey.roles()))
              .isPresent();
      if (!there) {
        lane.add(
            Phase.STAGE,
            Change.CREATE,
            id,
            "role " + named(grant.role()) + " of " + wanted.site() + " at " + Place.last(scope),
            number == 1 ? "its host reads its package with it" : "asked for by its setting roles",
            List.of(lane.id(IDENTITY), StorageSteps.ACCOUNT),
            run -> session.roles(owner).create(assignment(grant, principal(run, wanted))));
      }
    }
  }

  /** Takes away roles that we gave the function and that it no longer asks for. */
  void retire(Wanted wanted) {
    Optional<IdentityInner> identity = survey.identity(wanted.site());
    if (identity.isEmpty()) {
      return;
    }
    String principal = "" + identity.get().principalId();
    List<String> gone =
        survey.roles().stream()
            .filter(role -> principal.equalsIgnoreCase(role.principalId()))
            .filter(Assignment::made)
            .filter(
                role ->
                    grants(wanted).stream()
                        .map(grant -> assignment(grant, principal))
                        .noneMatch(grant -> grant.in(List.of(role))))
            .map(RoleAssignmentInner::id)
            .toList();
    if (!gone.isEmpty()) {
      list.lane(Optional.of(wanted.name()), "around:" + wanted.site())
          .add(
              Phase.SWEEP,
              Change.DELETE,
              "roles",
              "roles of " + wanted.site(),
              gone.size() + " that it does not ask for",
              List.of(),
              run -> {
                for (String role : gone) {
                  session.roles(owner).delete(role);
                }
              });
    }
  }

  private Assignment assignment(RoleGrant grant, String principal) {
    return new Assignment(grant.scope().orElse(place.id()), grant.role(), principal, false);
  }

  /** The role that its host needs, and those of its own. */
  private List<RoleGrant> grants(Wanted wanted) {
    List<RoleGrant> all = new ArrayList<>();
    all.add(new RoleGrant(Assignment.BLOB_OWNER, Optional.of(shared.accountId())));
    all.addAll(wanted.settings().roles());
    return all;
  }

  private static String named(String role) {
    return role.equals(Assignment.BLOB_OWNER) ? "Storage Blob Data Owner" : role;
  }

  /** Keeps the package and its record, if they are not kept. */
  void keep(Wanted wanted) {
    String shelf = Names.shelf(owner, wanted.name());
    String content = wanted.release().packageName(shelf);
    String record = Release.recordName(shelf, wanted.release().version());
    boolean known = survey.kept().isPresent();
    boolean contentThere = known && survey.kept().get().contains(content);
    boolean recordThere = known && survey.kept().get().contains(record);
    if (contentThere && recordThere) {
      return;
    }
    list.lane(Optional.of(wanted.name()), "around:" + wanted.site())
        .add(
            Phase.STAGE,
            Change.PUBLISH,
            PACKAGE,
            "package " + wanted.release().packageName(wanted.name()),
            "it is not kept yet, for a rollback to it",
            List.of(StorageSteps.RELEASES, SharedSteps.KEEPER),
            run -> {
              var blobs = session.blobs(address());
              if (!contentThere) {
                blobs.put(content, BinaryData.fromFile(wanted.content()));
              }
              if (!recordThere) {
                blobs.put(record, BinaryData.fromString(wanted.release().json()));
              }
            });
  }

  /** Deletes what is kept and no version needs. */
  void sweep(String function, List<String> versions) {
    List<String> names =
        List.copyOf(
            Release.superfluous(
                survey.kept().orElse(new TreeSet<>()), Names.shelf(owner, function), versions));
    if (!names.isEmpty()) {
      list.lane(Optional.of(function), "kept:" + function)
          .add(
              Phase.SWEEP,
              Change.DELETE,
              "kept",
              "packages of " + function + " that are no longer kept",
              names.size() + " blobs that no kept version needs",
              List.of(),
              run -> {
                for (String name : names) {
                  session.blobs(address()).delete(name);
                }
              });
    }
  }

  /** Where the account's blobs are, once there is an account. */
  String address() throws Exception {
    Optional<String> known = survey.account().flatMap(Session::blobs);
    if (known.isPresent()) {
      return known.get();
    }
    return session
        .accounts(owner)
        .glance(Place.last(shared.accountId()))
        .flatMap(Session::blobs)
        .orElseThrow(() -> new ChangedMeanwhile("the storage account is gone"));
  }

  /** The address of the container that Azure runs a function from. */
  String container(String function) throws Exception {
    return address().replaceAll("/+$", "") + "/" + Names.container(owner, function);
  }

  /**
   * What is kept of a version; empty if nothing is.
   *
   * @throws DeployException if it is the record of another: whoever may write there may have
   */
  Optional<Release> kept(String function, String version) throws Exception {
    String record = Release.recordName(Names.shelf(owner, function), version);
    Optional<BinaryData> json = session.blobs(address()).get(record);
    if (json.isEmpty()) {
      return Optional.empty();
    }
    Release release = Release.parse(json.get().toString());
    if (!release.version().equals(version)) {
      throw changed("the record of " + version);
    }
    return Optional.of(release);
  }

  private static DeployException changed(String what) {
    return DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        what + " is not what was kept under that name, and is not published",
        "see who has written to the storage account, and deploy the function again");
  }

  /**
   * The package of a release that is kept.
   *
   * @throws DeployException if it is not there, or is another than its name says
   */
  BinaryData content(String function, Release release) throws Exception {
    BinaryData content = kept(function, release);
    if (!sha256(content).equals(release.sha256())) {
      throw changed("the package of " + release.version());
    }
    return content;
  }

  private static String sha256(BinaryData content) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(content.toBytes()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private BinaryData kept(String function, Release release) throws Exception {
    return session
        .blobs(address())
        .get(release.packageName(Names.shelf(owner, function)))
        .orElseThrow(
            () ->
                DeployException.of(
                    DeployException.Kind.NOT_FOUND,
                    "the package of " + release.version() + " is no longer kept",
                    "deploy the function again"));
  }

  /** Whether the client id of whom a function acts as is known. */
  boolean knowsClient(String site) {
    return survey.identity(site).isPresent();
  }

  String client(String site) {
    return survey.identity(site).map(each -> "" + each.clientId()).orElse("");
  }

  /** The object id of whom a function acts as. */
  String principal(Step.Run run, Wanted wanted) throws Exception {
    return told(run, "principal:", wanted.site(), each -> "" + each.principalId());
  }

  /** Its client id, by which its host asks for tokens. */
  String client(Step.Run run, String site) throws Exception {
    return told(run, "client:", site, each -> "" + each.clientId());
  }

  private String told(Step.Run run, String key, String site, Function<IdentityInner, String> part) {
    return run.get(key + site).orElseGet(() -> part.apply(survey.identity(site).orElseThrow()));
  }
}
