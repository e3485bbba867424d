package dev.portolan.provider.azure.config;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import java.util.Locale;

/**
 * What things are called, the same in every run. Sites and storage accounts share one namespace
 * with all of Azure's customers, so their names end in a hash of whose they are.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules">Naming
 *     rules</a>
 */
public final class Names {
  /** The folder of what answers the deployer; its key opens nothing else. */
  public static final String PROBE = "portolan-probe";

  /** How the name of the folder ends by which a function is told of objects. */
  private static final String OBJECTS = "_objects";

  /** How the name of the folder ends by which a function's requests come. */
  public static final String REQUESTS = "_requests";

  /**
   * What a host calls an app in its storage account is on most plans cut to so much of its name. On
   * Flex Consumption it is a hash of all of it; a name that is short enough stays right on both.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script/Host/ScriptHostIdProvider.cs">"in
   *     Flex Consumption, we use a Guid based host ID without truncation"</a>
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/storage-considerations#host-id-considerations">Host
   *     ID considerations, AZFD0004</a>
   */
  private static final int MOST_SITE = 32;

  private static final int HASH = 9;
  private static final int MOST_GROUP = 90;
  private static final int MOST_CONTAINER = 63;
  private static final int MOST_SUBSCRIPTION = 50;
  private static final int MOST_EVENT_SUBSCRIPTION = 64;

  private Names() {}

  /** Of the folder by which events of a kind come; an underscore is in no function's name. */
  public static String folder(String function, String kind) {
    return "run_" + function + kind;
  }

  /** Of the folder by which a function is told of objects. */
  public static String objects(String function) {
    return folder(function, OBJECTS);
  }

  /** Of an owner's resource group. */
  public static String resourceGroup(Owner owner) {
    return PhysicalName.shared(owner, MOST_GROUP);
  }

  /** Of a function's site, and of the plan and the identity that are its own. */
  public static String site(Place place, Owner owner, String function) {
    String whole = PhysicalName.of(owner, function, Integer.MAX_VALUE);
    String safe = safe(whole);
    return cut(safe, MOST_SITE - HASH) + "-" + hash(place, owner, whole);
  }

  /** Of an owner's storage account: 3 to 24 lower-case letters and digits. */
  public static String storageAccount(Place place, Owner owner) {
    String whole = PhysicalName.shared(owner, Integer.MAX_VALUE);
    String letters = safe(whole).replace("-", "");
    String start = letters.substring(0, Math.min(letters.length(), 11));
    return start + PhysicalName.sha256(scope(place, owner) + "/" + whole).substring(0, 13);
  }

  /** Of the storage account that is one function's own. */
  public static String hostAccount(Place place, Owner owner, String function) {
    String whole = PhysicalName.of(owner, function, Integer.MAX_VALUE);
    String letters = safe(whole).replace("-", "");
    String start = letters.substring(0, Math.min(letters.length(), 11));
    return start + PhysicalName.sha256(scope(place, owner) + "/host/" + whole).substring(0, 13);
  }

  /** Of the container of what an owner keeps for rollbacks: an account may serve several owners. */
  public static String releases(Owner owner) {
    return "releases-" + PhysicalName.hash(owner.id());
  }

  /** Whether it is another owner's {@link #releases}. */
  public static boolean keepsOthers(Owner owner, String container) {
    return container.matches("releases-[0-9a-f]{8}") && !container.equals(releases(owner));
  }

  /** Of the container that Azure runs a function's package from. */
  public static String container(Owner owner, String function) {
    String whole = "app-" + PhysicalName.hash(owner.id()) + "-" + function;
    String safe = safe(whole);
    return safe.equals(whole) && safe.length() <= MOST_CONTAINER
        ? whole
        : cut(safe, MOST_CONTAINER - HASH) + "-" + PhysicalName.hash(whole);
  }

  /** What the names of all that an owner keeps in {@link #releases} begin with. */
  public static String shelf(Owner owner) {
    return PhysicalName.hash(owner.id()) + "/";
  }

  /** Where in {@link #releases} a function's packages and records are. */
  public static String shelf(Owner owner, String function) {
    return shelf(owner) + function;
  }

  /** Of a kept package in {@link #releases}. */
  public static String release(String shelf, String sha256) {
    return shelf + "/" + sha256 + ".zip";
  }

  /**
   * Of a function's subscriptions to topics, which bear no tags: who else would have the name has
   * made it up.
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftservicebus">Naming
   *     rules: a subscription's name has 50 characters</a>
   */
  public static String subscription(Place place, Owner owner, String function) {
    String whole = PhysicalName.of(owner, function, Integer.MAX_VALUE);
    String mark = PhysicalName.sha256(scope(place, owner) + "/" + whole).substring(0, 20);
    return cut(safe(whole), MOST_SUBSCRIPTION - 1 - mark.length()) + "-" + mark;
  }

  /**
   * Of a function's event subscription to the objects of a container, which bears no tags either.
   *
   * @param container with its account's name before it
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsofteventgrid">Naming
   *     rules: eventSubscriptions, 3 to 64 letters, digits and dashes</a>
   */
  public static String eventSubscription(
      Place place, Owner owner, String function, String container) {
    String whole = PhysicalName.of(owner, function, Integer.MAX_VALUE);
    String all = scope(place, owner) + "/" + whole + "/" + container.toLowerCase(Locale.ROOT);
    String mark = PhysicalName.sha256(all).substring(0, 20);
    return cut(safe(whole), MOST_EVENT_SUBSCRIPTION - 1 - mark.length()) + "-" + mark;
  }

  /**
   * Of the container in which a function's host keeps how far it has read the changes of another.
   */
  public static String leases(Place place, Owner owner, String function) {
    return "leases-" + subscription(place, owner, function);
  }

  private static String hash(Place place, Owner owner, String whole) {
    return PhysicalName.hash(scope(place, owner) + "/" + whole);
  }

  /** Whose it is, in letters that do not depend on how somebody spelled them. */
  private static String scope(Place place, Owner owner) {
    return place.id().toLowerCase(Locale.ROOT) + "/" + owner.id();
  }

  /** Lower-case letters, digits and single dashes between them. */
  private static String safe(String name) {
    String safe =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return Character.isLetter(safe.charAt(0)) ? safe : "f-" + safe;
  }

  private static String cut(String name, int most) {
    return name.substring(0, Math.min(name.length(), most)).replaceAll("-$", "");
  }
}
