package dev.portolan.provider.azure.access;

import com.azure.core.exception.HttpResponseException;
import dev.portolan.deploy.driver.Obstacles;
import dev.portolan.deploy.model.DeployException.Kind;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.HttpRefused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/**
 * Looks, before anything is changed, whether Azure lets us do all that a plan holds. What may not
 * be looked at is a note, and no reason to stop: Azure tells, when it refuses.
 */
public final class Preflight {
  private static final int FORBIDDEN = 403;
  private static final int ABSENT = 404;

  private final AccessCalls calls;
  private final Place place;
  private final Obstacles obstacles;
  private final List<String> notes = new ArrayList<>();

  public Preflight(AccessCalls calls, Place place, Obstacles obstacles) {
    this.calls = calls;
    this.place = place;
    this.obstacles = obstacles;
  }

  /** What a person should know. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** Whether there is a subscription, and it is in use. */
  public boolean subscription() throws Exception {
    Optional<Optional<String>> state = look("the subscription", calls::subscription);
    String where = "subscription " + place.subscription();
    if (state.isEmpty()) {
      return true;
    }
    if (state.get().isEmpty()) {
      obstacles.problem(
          Kind.NOT_FOUND,
          where,
          "there is none that we may see",
          "check portolan.azure.subscription; 'az account list' tells those you have");
      return false;
    }
    if (!state.get().get().matches("Enabled|Warned|PastDue|")) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          where,
          "is " + state.get().get(),
          "have it enabled again, or name another");
      return false;
    }
    return true;
  }

  /**
   * Services that the subscription is not registered for.
   *
   * @param register whether it may be
   */
  public SortedSet<String> registrations(Collection<String> namespaces, boolean register)
      throws Exception {
    SortedSet<String> missing = new TreeSet<>();
    for (String namespace : namespaces) {
      look("whether " + namespace + " is registered", () -> calls.registration(namespace))
          .filter(state -> !state.equals("Registered"))
          .ifPresent(state -> missing.add(namespace));
    }
    if (!missing.isEmpty() && !register) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          "subscription " + place.subscription(),
          "is not registered for " + String.join(", ", missing),
          "run 'az provider register --namespace "
              + String.join("' and 'az provider register --namespace ", missing)
              + "', or set portolan.azure.registerProviders=true");
    }
    return missing;
  }

  /** Whether there is Flex Consumption, and Java's release, where a new site shall be. */
  public void offered(int runtime) throws Exception {
    Optional<SortedSet<String>> locations = look("where Flex Consumption is", calls::locations);
    if (locations.filter(all -> !all.contains(place.location())).isPresent()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          "portolan.azure.location",
          "there is no Flex Consumption in " + place.location(),
          "it is in " + String.join(", ", locations.get()));
      return;
    }
    Optional<SortedSet<String>> runtimes =
        look("which releases of Java there are", () -> calls.runtimes(place.location()));
    if (runtimes.filter(all -> !all.contains("" + runtime)).isPresent()) {
      obstacles.problem(
          Kind.UNSUPPORTED,
          "portolan.azure.runtime",
          "functions in " + place.location() + " have no Java " + runtime,
          "they have " + String.join(", ", runtimes.get()));
    }
  }

  /** Whether a new site's name is free in all of Azure. */
  public void site(String name) throws Exception {
    look("whether the name " + name + " is free", () -> calls.taken(name))
        .flatMap(taken -> taken)
        .ifPresent(
            told ->
                obstacles.problem(
                    Kind.NOT_OWNED,
                    "site " + name,
                    "somebody else has the name: " + told,
                    "name another with the function's setting portolan.azure.siteName"));
  }

  /** Whether a new account's name is free in all of Azure. */
  public void account(String name, String setting, Callable<Optional<String>> taken)
      throws Exception {
    look("whether the name " + name + " is free", taken)
        .flatMap(told -> told)
        .ifPresent(
            told ->
                obstacles.problem(
                    Kind.NOT_OWNED,
                    "storage account " + name,
                    "the name cannot be had: " + told,
                    "name another with portolan.azure." + setting));
  }

  /** Whether we may do what steps do, at the scope they do it at. */
  public void permissions(Collection<Step> steps, boolean group) throws Exception {
    SortedSet<String> needed = Need.actions(steps);
    if (needed.isEmpty()) {
      return;
    }
    String scope = group ? place.id() : "/subscriptions/" + place.subscription();
    look("what you may do", () -> calls.permissions(scope))
        .ifPresent(
            granted -> {
              needed.removeIf(action -> granted.stream().anyMatch(each -> each.allows(action)));
              if (!needed.isEmpty()) {
                obstacles.problem(
                    Kind.PERMISSION_DENIED,
                    scope,
                    "you may not " + String.join(", nor ", needed),
                    "have roles assigned to you there that hold these actions: Contributor, and"
                        + " Role Based Access Control Administrator for role assignments");
              }
            });
  }

  /**
   * Whether we may assign roles at a vault.
   *
   * @param without the setting by which we are not to
   */
  public void assigns(String vault, String without) throws Exception {
    may(
        vault,
        "Microsoft.Authorization/roleAssignments/write",
        "by which a function may read its secrets",
        "have Role Based Access Control Administrator there, or set "
            + without
            + " and have somebody give its identity Key Vault Secrets User");
  }

  /**
   * Whether we may take roles away at a scope that is not in our own group.
   *
   * @see #ends
   */
  public void withdraws(String scope) throws Exception {
    if ((scope + "/").regionMatches(true, 0, place.id() + "/", 0, place.id().length() + 1)) {
      return;
    }
    ends(
        scope,
        "Microsoft.Authorization/roleAssignments/delete",
        "by which a right goes that a function no longer asks for",
        "have Role Based Access Control Administrator there, or have somebody take the right"
            + " away; 'az role assignment list --scope "
            + scope
            + "' tells it");
  }

  /**
   * Whether we may take something away at a scope of somebody else's. Where nothing is any more,
   * nobody is asked: what is taken away is left over from what was there.
   */
  public void ends(String scope, String action, String purpose, String hint) throws Exception {
    try {
      may(scope, action, purpose, hint);
    } catch (HttpRefused e) {
      if (e.status() != ABSENT) {
        throw e;
      }
    }
  }

  /**
   * Whether we may do something at a scope of somebody else's.
   *
   * @param purpose what it is done for
   */
  public void may(String scope, String action, String purpose, String hint) throws Exception {
    look("what you may do at " + Place.last(scope), () -> calls.permissions(scope))
        .filter(granted -> granted.stream().noneMatch(each -> each.allows(action)))
        .ifPresent(granted -> mayNot(scope, action, purpose, hint));
  }

  /** That we may not do something at a scope of somebody else's, as Azure has told already. */
  public void mayNot(String scope, String action, String purpose, String hint) {
    obstacles.problem(
        Kind.PERMISSION_DENIED, scope, "you may not " + action + ", " + purpose, hint);
  }

  private <T> Optional<T> look(String what, Callable<T> call) throws Exception {
    try {
      return Optional.of(call.call());
    } catch (HttpRefused e) {
      return forbidden(what, e.status(), e);
    } catch (HttpResponseException e) {
      int status = e.getResponse() == null ? 0 : e.getResponse().getStatusCode();
      return forbidden(what, status, e);
    }
  }

  private <T> Optional<T> forbidden(String what, int status, Exception e) throws Exception {
    if (status != FORBIDDEN) {
      throw e;
    }
    notes.add("not looked at, since Azure does not let you: " + what);
    return Optional.empty();
  }
}
