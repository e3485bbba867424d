package dev.portolan.sandbox.azure.plane;

import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What runs sites. Safe for use by many threads. */
public interface DataPlane extends AutoCloseable {
  /**
   * Where a site's host stands; begins to start it when it has not begun. Returns at once, is
   * called while the state may be locked, and must not call the cloud.
   */
  Standing look(AppPlan plan);

  /** Answers a request to the site, once its host is up; waits for that. */
  WireResponse answer(AppPlan plan, WireRequest request);

  /**
   * Has each timer of a site call its function now, as somebody who calls it by hand; waits for the
   * host, and for the functions.
   *
   * @return whether it went well, by the functions' names; empty for a site without a timer
   */
  Map<String, Boolean> fireTimers(AppPlan plan);

  /**
   * Has an event call a function of a site; waits for the host, and for the function.
   *
   * @return whether it went well; empty if the function does not run
   */
  Optional<Boolean> deliver(AppPlan plan, Arrival arrival);

  /** Takes a line of a site's host into its log. */
  void log(String site, String line);

  /** Ends all that run but these, by name. */
  void retain(Set<String> sites);

  @Override
  void close();
}
