package dev.portolan.provider.azure.config;

/** Where an owner's resources are, and what Azure calls things there. */
public record Place(String subscription, String resourceGroup, String location) {
  /** The resource group's id, which all others begin with. */
  public String id() {
    return "/subscriptions/" + subscription + "/resourceGroups/" + resourceGroup;
  }

  /** What an id, or a name that begins with its parent's, ends in. */
  public static String last(String id) {
    return id.substring(id.lastIndexOf('/') + 1);
  }

  /** The resource group that an id is in; empty where it is in none. */
  public static String group(String id) {
    String[] parts = id.split("/");
    return parts.length > 4 ? parts[4] : "";
  }

  /** A resource's id: {@code Microsoft.Web/sites} and a name. */
  public String id(String type, String name) {
    return id() + "/providers/" + type + "/" + name;
  }
}
