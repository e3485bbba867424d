package dev.portolan.provider.gcp.access;

import com.google.api.services.cloudresourcemanager.v3.model.Project;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.gcp.wire.Found;
import dev.portolan.provider.gcp.wire.GoogleError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * Looks, before anything is changed, whether the project lets us do all that a plan holds. What may
 * not be looked at is a note, and no reason to stop: Google tells, when it refuses.
 */
public final class Preflight {
  private final AccessCalls calls;
  private final boolean enable;
  private final Obstacles obstacles;
  private final List<String> notes = new ArrayList<>();

  /**
   * A preflight.
   *
   * @param enable whether what the project does not use may be enabled
   */
  public Preflight(AccessCalls calls, boolean enable, Obstacles obstacles) {
    this.calls = calls;
    this.enable = enable;
    this.obstacles = obstacles;
  }

  /** What a person should know. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * Checks steps; nothing is asked for none.
   *
   * @return the APIs that must be enabled before them
   */
  public SortedSet<String> check(Collection<Step> steps) throws Exception {
    SortedSet<String> missing = new TreeSet<>();
    if (steps.isEmpty()) {
      return missing;
    }
    Optional<Optional<Project>> project = look("the project", calls::find);
    project.ifPresent(this::active);
    look("which APIs are enabled", () -> calls.disabled(Need.apis(steps)))
        .ifPresent(missing::addAll);
    SortedSet<String> needed = Need.permissions(steps);
    if (!missing.isEmpty()) {
      if (enable) {
        needed.add("serviceusage.services.enable");
      } else {
        disabled(missing);
      }
    }
    look("what you may do", () -> calls.allowed(needed))
        .ifPresent(
            allowed -> {
              needed.removeAll(allowed);
              denied(needed);
            });
    return enable ? missing : new TreeSet<>();
  }

  private void active(Optional<Project> project) {
    String where = "project " + calls.place().project();
    if (project.isEmpty()) {
      obstacles.problem(Kind.NOT_FOUND, where, "there is none", "check portolan.gcp.project");
    } else if (!"ACTIVE".equals(project.get().getState())) {
      obstacles.problem(
          Kind.NOT_FOUND,
          where,
          "is being deleted",
          "run 'gcloud projects undelete " + calls.place().project() + "', or name another");
    }
  }

  private void disabled(SortedSet<String> apis) {
    obstacles.problem(
        Kind.UNSUPPORTED,
        "project " + calls.place().project(),
        "does not use the APIs " + String.join(", ", apis),
        "run 'gcloud services enable "
            + String.join(" ", apis)
            + " --project "
            + calls.place().project()
            + "', or set portolan.gcp.enableApis=true, or see"
            + " https://console.cloud.google.com/apis/enableflow?apiid="
            + String.join(",", apis)
            + "&project="
            + calls.place().project());
  }

  private void denied(SortedSet<String> missing) {
    SortedSet<String> surely = new TreeSet<>(missing);
    surely.removeIf(permission -> !Need.onProject(permission));
    missing.removeAll(surely);
    if (!surely.isEmpty()) {
      obstacles.problem(
          Kind.PERMISSION_DENIED,
          "project " + calls.place().project(),
          "you may not " + String.join(", nor ", surely),
          "have roles granted to you that hold these permissions:"
              + " https://cloud.google.com/iam/docs/permissions-reference");
    }
    if (!missing.isEmpty()) {
      notes.add(
          "by the project's policy you may not "
              + String.join(", nor ", missing)
              + "; a policy of the thing itself may let you");
    }
  }

  private <T> Optional<T> look(String what, Callable<T> call) throws Exception {
    try {
      return Optional.of(call.call());
    } catch (Exception e) {
      GoogleError error = GoogleError.of(e).orElseThrow(() -> e);
      boolean invalid = error.status().equals("INVALID_ARGUMENT");
      if (!invalid && !Found.disabled(error) && !Found.forbidden(error)) {
        throw e;
      }
      notes.add("not looked at, since Google does not let you: " + what);
      return Optional.empty();
    }
  }
}
