package dev.portolan.provider.azure.publish;

import com.azure.resourcemanager.appservice.fluent.models.SiteInner;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.site.Live;
import dev.portolan.provider.azure.site.Release;
import dev.portolan.provider.azure.site.SiteCalls;
import dev.portolan.provider.azure.wire.Json;
import dev.portolan.provider.azure.wire.Raw;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Proves that what was published is what serves: Azure's host lists the functions that the package
 * holds, and the path that this package alone answers says that the function is ready.
 */
final class Proof {
  /**
   * "RuntimeFailed" was seen to come after as much as that.
   *
   * @see <a href="https://github.com/Azure/azure-functions-host/issues/11952">host issue 11952</a>
   */
  private static final Duration HOST = Duration.ofMinutes(20);

  private static final Duration PROBE = Duration.ofMinutes(4);

  /**
   * A role that was just granted can take that long to be known.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected">"it
   *     can take up to 10 minutes"</a>
   */
  private static final Duration SECRETS = Duration.ofMinutes(12);

  /** What our adapter says when Azure has started it with a reference in a secret's place. */
  private static final String UNRESOLVED = "has not resolved the reference";

  /** Looks between two times that references are followed again: half a minute. */
  private static final int EACH = 15;

  private static final int MOST_TEXT = 500;

  private final SiteCalls sites;
  private final HostCalls hosts;
  private final Polling polling;

  Proof(SiteCalls sites, HostCalls hosts, Polling polling) {
    this.sites = sites;
    this.hosts = hosts;
    this.polling = polling;
  }

  /** Until the host lists exactly the functions of a release. */
  void listed(Step.Run run, String site, Release release) throws Exception {
    unhealthy(
        site + " does not come to run what was published",
        () ->
            polling.until(
                run,
                "the host of " + site,
                HOST,
                () -> {
                  Optional<SortedSet<String>> there = sites.glanceAtFunctions(site);
                  if (there.isEmpty()) {
                    return Optional.of("it does not run" + told(site));
                  }
                  if (there.get().equals(release.folders())) {
                    return Optional.empty();
                  }
                  SortedSet<String> missing = new TreeSet<>(release.folders());
                  missing.removeAll(there.get());
                  return Optional.of(
                      (missing.isEmpty()
                              ? "it lists functions of before"
                              : "it lists no " + missing)
                          + told(site));
                }));
  }

  /** What the host says of its own state. */
  private String told(String site) throws Exception {
    Map<String, Object> status = sites.glanceAtHost(site);
    String errors = String.join("; ", Json.texts(status, "errors"));
    return (Json.text(status, "state").isEmpty() ? "" : ", " + Json.text(status, "state"))
        + (errors.isEmpty() ? "" : ": " + shortened(errors));
  }

  /** Until the release says that it is ready. */
  void answers(Step.Run run, SiteInner site, String function, Release release) throws Exception {
    URI probe = probe(site, release);
    boolean secrets = release.settings().containsKey("PORTOLAN_SECRET_KEYS");
    AtomicInteger unresolved = new AtomicInteger();
    unhealthy(
        site.name() + " does not answer as " + function,
        () ->
            polling.until(
                run,
                "the probe of " + function,
                secrets ? SECRETS : PROBE,
                () -> {
                  Optional<String> key = key(site.name());
                  if (key.isEmpty()) {
                    return Optional.of("its host has no key for it yet");
                  }
                  Optional<String> told = judged(probe, hosts.glance(probe, key.get()), function);
                  if (told.filter(text -> text.contains(UNRESOLVED)).isPresent()
                      && unresolved.getAndIncrement() % EACH == 0) {
                    sites.followReferences(site.name());
                  }
                  return told;
                }));
  }

  /** The path says which package is asked, the query which configuration. */
  private static URI probe(SiteInner site, Release release) {
    return Live.url(site)
        .resolve(release.face().probe() + "?configuration=" + release.configuration());
  }

  /** Whether the release says at once that it is ready. */
  boolean shows(SiteInner site, String function, Release release) throws Exception {
    Optional<String> key = key(site.name());
    URI probe = probe(site, release);
    return key.isPresent() && judged(probe, hosts.glance(probe, key.get()), function).isEmpty();
  }

  /**
   * The key that opens the probe alone; empty before the host has made it. Of the app's other keys
   * none is asked for: they open the functions of users.
   */
  Optional<String> key(String site) throws Exception {
    Raw.Answer answer = sites.glanceAtKeys(site, Names.PROBE);
    if (answer.status() == 400 || answer.status() == 404 || answer.status() >= 500) {
      return Optional.empty();
    }
    Map<String, Object> keys = Raw.demanded("the keys of " + site, answer).json();
    return Stream.of(keys, Json.object(keys, "properties"))
        .map(each -> Json.text(each, "default"))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static Optional<String> judged(URI probe, Raw.Answer answer, String function) {
    boolean right =
        answer.status() == 200
            && Json.text(answer.json(), "$portolan").equals("ready")
            && Json.text(answer.json(), "function").equals(function);
    if (right) {
      return Optional.empty();
    }
    String detail = Json.text(answer.json(), "detail");
    String said = detail.isEmpty() ? answer.body() : detail;
    return Optional.of(
        probe.getPath()
            + " answers "
            + answer.status()
            + (said.isBlank() ? "" : ": " + shortened(said.strip())));
  }

  private static String shortened(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  /** What is not ready in time is not healthy: it was published already. */
  private static void unhealthy(String what, Work work) throws Exception {
    try {
      work.run();
    } catch (DeployException e) {
      if (e.kind() != Kind.NOT_READY) {
        throw e;
      }
      throw new DeployException(
          Kind.UNHEALTHY,
          what + ": " + e.getMessage(),
          "see the function app's log in the portal, under Diagnose and solve problems",
          e);
    }
  }
}
