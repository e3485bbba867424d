package dev.portolan.sandbox.azure.wire;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What Azure does now and then, and a test has it do. */
public final class Whims {
  private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
  private final AtomicInteger unseenDeployments = new AtomicInteger();
  private final AtomicInteger unavailable = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicInteger siteFailures = new AtomicInteger();
  private final AtomicInteger shutOut = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger lateTags = new AtomicInteger();
  private final AtomicInteger unseenFunctions = new AtomicInteger();
  private volatile boolean recycle;
  private volatile boolean doubt;

  /** From now on the deployer may not do this, {@code Microsoft.Web/sites/write}. */
  public void forbid(String right) {
    forbidden.add(right.toLowerCase(Locale.ROOT));
  }

  /** The deployer may do all again. */
  public void allow() {
    forbidden.clear();
  }

  /** The next looks at a deployment find nothing yet, each with 404. */
  public void hideDeployment(int looks) {
    unseenDeployments.set(looks);
  }

  /** From now on the publishing site is replaced when a deployment is done, and forgets it. */
  public void recycleWhenDeployed() {
    recycle = true;
  }

  /** The publishing site answers the next calls with 503 and a page. */
  public void makeUnavailable(int calls) {
    unavailable.set(calls);
  }

  /** The next deployments fail. */
  public void failDeployments(int deployments) {
    failures.set(deployments);
  }

  /** Storage does not know yet, in the next deployments, that a site's identity has its role. */
  public void shutOutOfStorage(int deployments) {
    shutOut.set(deployments);
  }

  /** The next packages are taken, and nothing is done with them. */
  public void losePackages(int packages) {
    lost.set(packages);
  }

  /** The next changes of tags are promised with 202, and done a little later. */
  public void delayTags(int changes) {
    lateTags.set(changes);
  }

  /** The next event subscriptions are not made, since Event Grid sees no function to call yet. */
  public void hideFunctions(int subscriptions) {
    unseenFunctions.set(subscriptions);
  }

  /** The next operations that make or change a site fail. */
  public void failSites(int operations) {
    siteFailures.set(operations);
  }

  /** From now on principals are looked up in the directory even when their type is told. */
  public void doubtPrincipals() {
    doubt = true;
  }

  /** What the deployer may not do. */
  public Set<String> forbidden() {
    return Set.copyOf(forbidden);
  }

  boolean forbids(String right) {
    return forbidden.contains(right.toLowerCase(Locale.ROOT));
  }

  /** Asked once a look. */
  public boolean hidesDeployment() {
    return take(unseenDeployments);
  }

  /** Asked once a deployment. */
  public boolean shutsOutOfStorage() {
    return take(shutOut);
  }

  /** Asked once a package. */
  public boolean losesPackage() {
    return take(lost);
  }

  /** Asked once a change. */
  public boolean delaysTags() {
    return take(lateTags);
  }

  /** Asked once an event subscription. */
  public boolean hidesFunction() {
    return take(unseenFunctions);
  }

  public boolean recycles() {
    return recycle;
  }

  /** Asked once a call. */
  public boolean isUnavailable() {
    return take(unavailable);
  }

  /** Asked once an operation. */
  public boolean failsSite() {
    return take(siteFailures);
  }

  public boolean doubtsPrincipals() {
    return doubt;
  }

  /** Asked once a deployment. */
  public boolean failsDeployment() {
    return take(failures);
  }

  private static boolean take(AtomicInteger left) {
    return left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
  }
}
