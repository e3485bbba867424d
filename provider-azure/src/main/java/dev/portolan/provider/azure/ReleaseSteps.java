package dev.portolan.provider.azure;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.publish.Package;
import dev.portolan.provider.azure.publish.Publishing;
import dev.portolan.provider.azure.site.AppSettings;
import dev.portolan.provider.azure.site.Face;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.Served;
import dev.portolan.provider.azure.site.SiteDeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The steps that bring a site to a release: its configuration, its package, and the proof. A new
 * site is made out of everyone's sight; one that serves is changed only when all else is ready, and
 * only once it is marked with the release, so that of two who deploy one stops. A package is
 * published right after the configuration that it needs.
 */
final class ReleaseSteps {
  static final String SITE = "site";
  static final String SETTINGS = "settings";
  static final String MARK = "mark";
  static final String PUBLISH = "publish";
  static final String PROVE = "prove";
  static final String RECORD = "record";

  private final StepList list;
  private final Session session;
  private final Owner owner;
  private final FunctionSteps functions;
  private final HostAccounts hosts;
  private final SiteForm form;
  private final SiteDeeds deeds;
  private final Publishing publishing;
  private final WayBack back;

  /** For one plan. */
  ReleaseSteps(
      StepList list,
      Session session,
      Owner owner,
      Place place,
      FunctionSteps functions,
      HostAccounts hosts,
      Shelf shelf,
      SiteDeeds deeds) {
    this.list = list;
    this.session = session;
    this.owner = owner;
    this.functions = functions;
    this.hosts = hosts;
    this.form = new SiteForm(place, functions, hosts);
    this.deeds = deeds;
    this.publishing = session.publishing(owner);
    this.back = new WayBack(form, shelf, deeds, publishing);
  }

  /** A release, and what is asked of it. */
  record Aim(
      String function,
      String site,
      String account,
      Release release,
      Package content,
      boolean probe,
      int keep) {}

  private StepList.Lane lane(Aim aim) {
    return list.lane(Optional.of(aim.function()), "site:" + aim.site());
  }

  /**
   * Marks a site before anything that it needs is made anew, so that a run which dies in between
   * leaves a site whose publishing has not ended, and not one that looks as if nothing were wrong.
   */
  void begin(Aim aim, Optional<Live> live) {
    if (hosts.holds(aim.function()) && functions.knowsClient(aim.site())) {
      return;
    }
    live.ifPresent(
        site ->
            mark(
                lane(aim),
                aim,
                site.served(),
                Phase.STAGE,
                "what it needs is gone, and is made anew",
                List.of()));
  }

  /** Adds steps that come behind what is proven, and before it is recorded. */
  @FunctionalInterface
  interface Retiring {
    /**
     * Adds them.
     *
     * @param record records what serves; empty if nothing is to be recorded
     */
    void add(Optional<Step.Action> record) throws Exception;
  }

  /** Adds the steps; none but those that retire if the site is at the release. */
  void add(Aim aim, Optional<Live> live, Retiring retiring) throws Exception {
    StepList.Lane lane = lane(aim);
    change(lane, aim, live);
    Optional<Step.Action> record = recording(lane, aim, live);
    retiring.add(record);
    record.ifPresent(deed -> record(lane, aim, deed));
  }

  private Optional<Step.Action> recording(StepList.Lane lane, Aim aim, Optional<Live> live) {
    if (list.has(lane.id(PUBLISH)) || list.has(lane.id(PROVE))) {
      return Optional.of(recording(aim, Optional.empty()));
    }
    boolean recorded = serves(aim, live.orElseThrow()) && recorded(live.get(), aim.release());
    return recorded ? Optional.empty() : Optional.of(recording(aim, live.map(Live::served)));
  }

  private Step.Action recording(Aim aim, Optional<Served> planned) {
    return run -> deeds.record(run, aim.site(), aim.release(), planned, aim.keep());
  }

  private static boolean serves(Aim aim, Live live) {
    return live.served().current().equals(Optional.of(aim.release().version()));
  }

  private void change(StepList.Lane lane, Aim aim, Optional<Live> live) throws Exception {
    if (live.isEmpty()) {
      create(lane, aim);
      passwords(lane, aim, List.of("scm", "ftp"), List.of(lane.id(SITE)));
      publish(lane, aim, "nothing serves yet", Change.CREATE, live);
      return;
    }
    Served served = live.get().served();
    Optional<String> shape = shapeDiffers(aim, live.get());
    Optional<String> settings = settingsDiffer(aim, live.get());
    Optional<String> content = reason(aim, served);
    Optional<String> reason =
        content.or(
            () -> shape.or(() -> settings).map(why -> "its configuration is another: " + why));
    reason.ifPresent(why -> mark(lane, aim, served, Phase.SHIFT, why, around(lane, aim)));
    String drift = serves(aim, live.get()) ? "drift: " : "";
    shape.ifPresent(why -> site(lane, aim, drift + why, live));
    settings.ifPresent(why -> settings(lane, aim, drift + why, live));
    passwords(lane, aim, List.copyOf(live.get().passwords()), List.of());
    if (content.isPresent()) {
      publish(lane, aim, reason.get(), Change.SHIFT, live);
    } else if (reason.isPresent()) {
      prove(lane, aim, live);
    }
  }

  private static boolean recorded(Live live, Release release) {
    return live.face().equals(Face.parse(release.face().text()))
        && live.deployed().digest().equals(Optional.of(release.artifact()));
  }

  /** Why a package is to be published; empty if it is what serves. */
  private Optional<String> reason(Aim aim, Served served) {
    Release release = aim.release();
    if (served.pending().isPresent()) {
      return Optional.of("publishing " + served.pending().get() + " has not ended");
    }
    if (served.current().isEmpty()) {
      return Optional.of("nothing serves yet");
    }
    if (!hosts.holds(aim.function())) {
      return Optional.of("what Azure ran it from is gone");
    }
    return served
        .current()
        .filter(version -> !release.packagedAs(version))
        .map(version -> version + " serves, and its package is another");
  }

  private void create(StepList.Lane lane, Aim aim) {
    lane.add(
        Phase.STAGE,
        Change.CREATE,
        SITE,
        "site " + aim.site(),
        "there is none",
        around(lane, aim),
        run ->
            deeds.create(
                run,
                aim.site(),
                form.shape(aim.release(), aim),
                aim.function(),
                form.settings(run, aim, aim.release())));
  }

  private List<String> around(StepList.Lane lane, Aim aim) {
    List<String> all = new ArrayList<>(functions.gives(aim.site()));
    all.addAll(
        List.of(
            lane.id(FunctionSteps.IDENTITY),
            lane.id(FunctionSteps.PLAN),
            lane.id(HostAccounts.CONTAINER),
            lane.id(Shelf.PACKAGE)));
    return all;
  }

  private Optional<String> shapeDiffers(Aim aim, Live live) throws Exception {
    if (!hosts.holds(aim.function())) {
      return Optional.of("its storage is made anew");
    }
    List<String> differences =
        new ArrayList<>(form.shape(aim.release(), aim).differences(live.site(), live.sharing()));
    if (!functions.knowsClient(aim.site())) {
      differences.add("its identity is made anew");
    } else if (!AppSettings.sameClient(form.settings(aim), live.settings())) {
      differences.add("its settings name another identity");
    }
    return Optional.of(String.join(", ", differences)).filter(text -> !text.isEmpty());
  }

  private Optional<String> settingsDiffer(Aim aim, Live live) {
    if (!functions.knowsClient(aim.site())) {
      return Optional.of("its identity is made anew");
    }
    List<String> names = AppSettings.differences(form.settings(aim), live.settings());
    return names.isEmpty() ? Optional.empty() : Optional.of("settings " + String.join(", ", names));
  }

  private void site(StepList.Lane lane, Aim aim, String why, Optional<Live> live) {
    lane.add(
        Phase.SHIFT,
        Change.UPDATE,
        SITE,
        "site " + aim.site(),
        why,
        marked(lane, aim),
        back.guarded(
            aim,
            live,
            run ->
                deeds.update(
                    run, aim.site(), aim.release().version(), form.shape(aim.release(), aim))));
  }

  private List<String> marked(StepList.Lane lane, Aim aim) {
    List<String> after = new ArrayList<>(around(lane, aim));
    after.add(lane.id(MARK));
    return after;
  }

  private void settings(StepList.Lane lane, Aim aim, String why, Optional<Live> live) {
    List<String> after = marked(lane, aim);
    after.add(lane.id(SITE));
    lane.add(
        Phase.SHIFT,
        Change.UPDATE,
        SETTINGS,
        "site " + aim.site() + "'s settings",
        why,
        after,
        back.guarded(
            aim,
            live,
            run ->
                deeds.settings(
                    run,
                    aim.site(),
                    aim.release().version(),
                    form.settings(run, aim, aim.release()))));
  }

  /** Passwords to publish with: nobody needs them who has a role. */
  private void passwords(StepList.Lane lane, Aim aim, List<String> open, List<String> after) {
    for (String way : open) {
      lane.add(
          Phase.STAGE,
          Change.UPDATE,
          way,
          "site " + aim.site() + "'s password for " + way,
          "who publishes has a role and needs none",
          after,
          run -> {
            if (way.equals("scm")) {
              session.sites(owner).forbidScmPassword(aim.site());
            } else {
              session.sites(owner).forbidFtpPassword(aim.site());
            }
          });
    }
  }

  private void mark(
      StepList.Lane lane, Aim aim, Served served, Phase phase, String why, List<String> after) {
    boolean marked = served.pending().equals(Optional.of(aim.release().version()));
    if (!marked && !list.has(lane.id(MARK))) {
      lane.add(
          phase,
          Change.UPDATE,
          MARK,
          "site " + aim.site() + "'s mark of what is published",
          why,
          after,
          run -> deeds.mark(run, aim.site(), served, aim.release().version()));
    }
  }

  private void publish(
      StepList.Lane lane, Aim aim, String why, Change change, Optional<Live> live) {
    List<String> after = new ArrayList<>(around(lane, aim));
    after.addAll(
        List.of(lane.id(SITE), lane.id(SETTINGS), lane.id(MARK), lane.id("scm"), lane.id("ftp")));
    lane.add(
        Phase.SHIFT,
        change,
        PUBLISH,
        "release " + aim.release().version() + " of " + aim.site(),
        why,
        after,
        back.guarded(
            aim,
            live,
            run -> {
              back.look(aim, live);
              publishing.run(run, goal(aim));
            }));
  }

  private void prove(StepList.Lane lane, Aim aim, Optional<Live> live) {
    lane.add(
        Phase.SHIFT,
        Change.PROBE,
        PROVE,
        "release " + aim.release().version() + " of " + aim.site(),
        "its configuration was changed",
        List.of(lane.id(MARK), lane.id(SITE), lane.id(SETTINGS)),
        back.guarded(aim, live, run -> publishing.prove(run, goal(aim))));
  }

  private static Publishing.Goal goal(Aim aim) {
    return new Publishing.Goal(
        aim.site(), aim.function(), aim.release(), aim.content(), aim.probe());
  }

  private void record(StepList.Lane lane, Aim aim, Step.Action deed) {
    lane.add(
        Phase.SETTLE,
        Change.UPDATE,
        RECORD,
        "site " + aim.site() + "'s record of what serves",
        aim.release().version() + " serves from now on",
        List.of(
            lane.id(PUBLISH),
            lane.id(PROVE),
            lane.id(SITE),
            lane.id(SETTINGS),
            lane.id(RetiredRoles.ROLES),
            lane.id(Shelf.PACKAGE)),
        deed);
  }
}
