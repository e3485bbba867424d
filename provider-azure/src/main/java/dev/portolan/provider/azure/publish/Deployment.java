package dev.portolan.provider.azure.publish;

import com.azure.core.util.BinaryData;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.wire.HttpRefused;
import dev.portolan.provider.azure.wire.Json;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Publishes a package and waits until that has ended, by the rules of Microsoft's own azd: a
 * deployment does not show at once, and one that no longer shows has ended, since the worker that
 * told of it was replaced. One that never showed is no success.
 *
 * @see <a
 *     href="https://github.com/Azure/azure-dev/blob/main/cli/azd/pkg/azsdk/funcapp_host_client.go">waitForDeployment</a>
 */
final class Deployment {
  private static final Duration BUDGET = Duration.ofMinutes(20);
  private static final Duration OPENING = Duration.ofMinutes(5);

  /** About two minutes of looks. */
  private static final int MOST_MISSES = 60;

  /**
   * What Kudu says while storage does not know yet that the function's identity has its role.
   *
   * @see <a href="https://github.com/Azure/azure-functions-core-tools/issues/4346">issue 4346</a>
   */
  private static final Pattern SHUT_OUT =
      Pattern.compile(
          "(?i)InaccessibleStorageException|BlobUploadFailedException|responded with Forbidden"
              + "|not authorized to perform this operation");

  /** From here on, a status does not say that nothing was done. */
  private static final int SERVER = 500;

  /** Nor do these: what is sent was not read in time, or another deployment may be our own. */
  private static final Set<Integer> UNSURE = Set.of(408, 409);

  private static final int CANCELLED = -1;
  private static final int FAILED = 3;
  private static final int SUCCESS = 4;
  private static final int CONFLICT = 5;
  private static final int PARTIAL = 6;

  private final PublishCalls calls;
  private final Polling polling;

  Deployment(PublishCalls calls, Polling polling) {
    this.calls = calls;
    this.polling = polling;
  }

  /** Tells whether what is published answers, which a deployment that never showed does not. */
  @FunctionalInterface
  interface Evidence {
    boolean shows() throws Exception;
  }

  /**
   * Publishes.
   *
   * @param untouched told before this fails, if the site surely has the package that it had: its
   *     address took none, or the site could not store it. Of a deployment that was begun, and of
   *     one that is in another's way, nobody knows
   */
  void run(
      Step.Run run,
      String site,
      URI address,
      BinaryData content,
      Runnable untouched,
      Evidence evidence)
      throws Exception {
    polling.until(
        run,
        "the publishing address of " + site,
        OPENING,
        () -> calls.glanceAtReadiness(address) ? Optional.empty() : Optional.of("it is starting"));
    Watch watch = new Watch(site, address, sent(address, content, untouched), untouched, evidence);
    polling.until(run, "the package of " + site, BUDGET, watch::look);
  }

  private String sent(URI address, BinaryData content, Runnable untouched) throws Exception {
    try {
      return calls.publish(address, content);
    } catch (HttpRefused refused) {
      if (refused.status() < SERVER && !UNSURE.contains(refused.status())) {
        untouched.run();
      }
      throw refused;
    }
  }

  private final class Watch {
    private final String site;
    private final URI address;
    private final String id;
    private final Runnable untouched;
    private final Evidence evidence;
    private boolean seen;
    private int misses;

    private Watch(String site, URI address, String id, Runnable untouched, Evidence evidence) {
      this.untouched = untouched;
      this.evidence = evidence;
      this.site = site;
      this.address = address;
      this.id = id;
    }

    private Optional<String> look() throws Exception {
      Optional<Map<String, Object>> told = calls.glance(address, id);
      if (told.isEmpty()) {
        return seen ? Optional.empty() : unseen();
      }
      seen = true;
      int status = told.get().get("status") instanceof Number number ? number.intValue() : 0;
      String text = text(told.get());
      switch (status) {
        case SUCCESS:
          return Optional.empty();
        case CONFLICT:
          throw new HttpRefused(
              "the package of " + site,
              409,
              "another deployment was in progress",
              Optional.empty());
        case FAILED, PARTIAL, CANCELLED:
          if (SHUT_OUT.matcher(text).find()) {
            untouched.run();
            throw new HttpRefused("the package of " + site, 403, text, Optional.empty());
          }
          throw DeployException.of(
              DeployException.Kind.UNHEALTHY,
              site
                  + " did not take its package"
                  + (status == CANCELLED ? ", the deployment was cancelled" : "")
                  + (text.isEmpty() ? "" : ": " + text),
              "see the deployment " + id + " in the portal, under Deployment Center");
        default:
          return Optional.of(text.isEmpty() ? "in progress" : text);
      }
    }

    /** One that never showed is published again, unless what it brought answers. */
    private Optional<String> unseen() throws Exception {
      misses++;
      if (misses <= MOST_MISSES) {
        return Optional.of("not begun");
      }
      if (evidence.shows()) {
        return Optional.empty();
      }
      throw new HttpRefused(
          "the package of " + site,
          503,
          "it was taken, and deployment " + id + " never showed",
          Optional.empty());
    }
  }

  private static String text(Map<String, Object> told) {
    String status = Json.text(told, "status_text");
    return status.isEmpty() ? Json.text(told, "progress") : status;
  }
}
