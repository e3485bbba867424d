package dev.portolan.provider.azure.site;

import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.config.Ownership;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.group.GroupCalls;
import dev.portolan.provider.azure.wire.ChangedMeanwhile;
import dev.portolan.provider.azure.wire.Operations;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the steps of one owner do to plans and sites. Each looks before it acts. */
public final class SiteDeeds {
  private final Owner owner;
  private final SiteCalls calls;
  private final GroupCalls groups;
  private final Operations operations;

  public SiteDeeds(Owner owner, SiteCalls calls, GroupCalls groups, Operations operations) {
    this.owner = owner;
    this.calls = calls;
    this.groups = groups;
    this.operations = operations;
  }

  public void createPlan(Step.Run run, String plan, Place place, Map<String, String> tags)
      throws Exception {
    operations.end(
        run,
        "plan " + plan,
        calls.createPlan(plan, place, tags),
        () -> calls.glanceAtPlan(plan).map(each -> String.valueOf(each.provisioningState())));
  }

  /** Makes a site that is not there, marked with the release that is to be published to it. */
  public void create(
      Step.Run run, String name, Shape shape, String function, Map<String, String> settings)
      throws Exception {
    Optional<SiteInner> now = calls.glance(name);
    if (now.isPresent()) {
      requireOurs(now.get());
    }
    SortedMap<String, String> tags = new TreeMap<>(Ownership.tags(owner, function));
    Served served = now.map(Live::served).orElse(Served.parse(""));
    tags.put(Live.RELEASES, served.publishing(shape.release().version()).text());
    ended(run, name, calls.put(name, shape.created(tags, settings)));
  }

  /**
   * Makes a site what a release that it is marked with needs; its settings, its tags and what is
   * not ours stay.
   */
  public void update(Step.Run run, String name, String version, Shape shape) throws Exception {
    SiteInner now = marked(name, version);
    ended(run, name, calls.put(name, shape.over(now, calls.sharing(name))));
  }

  /**
   * Writes the settings of a site that is marked with a release; those of Azure's own that it has
   * by then stay.
   */
  public void settings(Step.Run run, String name, String version, Map<String, String> shall)
      throws Exception {
    marked(name, version);
    Map<String, String> now = calls.settings(name);
    ended(run, name, calls.putSettings(name, AppSettings.merged(shall, now)));
  }

  /** Makes a site what a release needs, and writes its settings, if it is anything else. */
  public void restore(
      Step.Run run, String name, String version, Shape shape, Map<String, String> shall)
      throws Exception {
    SortedMap<String, String> now = calls.settings(name);
    boolean acts = AppSettings.sameClient(shall, now);
    boolean shaped = shape.differences(marked(name, version), calls.sharing(name)).isEmpty();
    if (!acts || !shaped) {
      update(run, name, version, shape);
    }
    if (!AppSettings.differences(shall, now).isEmpty()) {
      settings(run, name, version, shall);
    }
  }

  private void ended(Step.Run run, String name, Operations.Begun begun) throws Exception {
    operations.end(run, "site " + name, begun, () -> calls.glance(name).map(site -> "Succeeded"));
  }

  /**
   * Marks a site with what is about to be published to it, or to be configured.
   *
   * @param planned what the tag said when that was planned
   * @throws ChangedMeanwhile when it says something else by now
   */
  public void mark(Step.Run run, String name, Served planned, String version) throws Exception {
    SiteInner now = required(name);
    Served next = planned.publishing(version);
    Served served = Live.served(now);
    if (served.equals(next)) {
      return;
    }
    if (!served.equals(planned)) {
      throw elsewhere(now);
    }
    tagged(run, now, Map.of(Live.RELEASES, next.text()));
  }

  /** Takes a release's own mark away again: what served before serves. */
  public void unmark(Step.Run run, String name, String version) throws Exception {
    SiteInner now = marked(name, version);
    tagged(run, now, Map.of(Live.RELEASES, Live.served(now).settled().text()));
  }

  /**
   * Writes down that a release serves.
   *
   * @param planned what the tag said when that was planned; empty if it was marked since
   * @throws ChangedMeanwhile when somebody has published something else since
   */
  public void record(Step.Run run, String name, Release release, Optional<Served> planned, int keep)
      throws Exception {
    SiteInner now = required(name);
    if (!planned.equals(Optional.of(Live.served(now)))) {
      requireMarked(now, release.version());
    }
    tagged(
        run,
        now,
        Map.of(
            Live.RELEASES,
            Live.served(now).with(release.version(), keep).text(),
            Live.ARTIFACT,
            release.artifact(),
            Live.FACE,
            release.face().text()));
  }

  private void tagged(Step.Run run, SiteInner site, Map<String, String> tags) throws Exception {
    operations.end(
        run,
        "tags of site " + site.name(),
        groups.tag(site.id(), tags),
        () -> Optional.of("Succeeded"));
  }

  /** A site of ours that is marked with a release. */
  public SiteInner marked(String name, String version) throws Exception {
    SiteInner now = required(name);
    requireMarked(now, version);
    return now;
  }

  private static void requireMarked(SiteInner site, String version) throws ChangedMeanwhile {
    Served served = Live.served(site);
    boolean done = served.pending().isEmpty() && served.current().equals(Optional.of(version));
    if (!done && !served.pending().equals(Optional.of(version))) {
      throw elsewhere(site);
    }
  }

  private static ChangedMeanwhile elsewhere(SiteInner site) {
    return new ChangedMeanwhile(
        "somebody else publishes to " + site.name() + ": " + Live.served(site).text());
  }

  private SiteInner required(String name) throws Exception {
    SiteInner now =
        calls.site(name).orElseThrow(() -> new ChangedMeanwhile("site " + name + " is gone"));
    requireOurs(now);
    return now;
  }

  private void requireOurs(SiteInner site) {
    if (!Ownership.owns(owner, Live.tags(site))) {
      throw Ownership.refusal(
          owner, List.of(Ownership.stranger("site " + site.name(), Live.tags(site))));
    }
  }

  public void delete(String name) throws Exception {
    Optional<SiteInner> now = calls.glance(name);
    if (now.isPresent()) {
      requireOurs(now.get());
      calls.delete(name);
    }
  }
}
