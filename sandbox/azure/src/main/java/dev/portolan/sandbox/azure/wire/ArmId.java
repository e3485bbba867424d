package dev.portolan.sandbox.azure.wire;

import java.util.Locale;

/** Ids of resources of the one subscription there is. Azure compares them without case. */
public final class ArmId {
  /** The subscription's own id. */
  public static final String SUBSCRIPTION = "8f14e45f-ceea-467f-9575-1a2b3c4d5e6f";

  /** The directory's id. */
  public static final String TENANT = "72f988bf-0000-4000-8000-2d7cd011db47";

  private static final String ROOT = "/subscriptions/" + SUBSCRIPTION;

  private ArmId() {}

  public static String subscription() {
    return ROOT;
  }

  public static String group(String name) {
    return ROOT + "/resourceGroups/" + name;
  }

  /** A resource of a group, {@code type} with its namespace. */
  public static String of(String group, String type, String name) {
    return group + "/providers/" + type + "/" + name;
  }

  /** As the state knows it. */
  public static String key(String id) {
    return id.toLowerCase(Locale.ROOT);
  }

  public static boolean same(String one, String other) {
    return key(one).equals(key(other));
  }

  /** The last part of an id. */
  public static String name(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  /** The name of the group of a resource; empty for what is in none. */
  public static String groupName(String id) {
    String[] parts = id.split("/");
    return parts.length > 4 && parts[3].equalsIgnoreCase("resourceGroups") ? parts[4] : "";
  }

  /** Whether this is the resource or stands in it. */
  public static boolean within(String scope, String id) {
    return key(id).equals(key(scope)) || key(id).startsWith(key(scope) + "/");
  }
}
