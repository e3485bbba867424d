package dev.portolan.provider.azure.access;

import dev.portolan.deploy.model.Step;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the kinds of steps need of Resource Manager.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/permissions/web-and-mobile">permissions</a>
 */
enum Need {
  GROUP("resource group", "Microsoft.Resources/subscriptions/resourceGroups/"),
  ACCOUNT("storage account", "Microsoft.Storage/storageAccounts/"),
  CONTAINER("container", "Microsoft.Storage/storageAccounts/blobServices/containers/"),
  IDENTITY("identity", "Microsoft.ManagedIdentity/userAssignedIdentities/"),
  ROLE("role", "Microsoft.Authorization/roleAssignments/"),
  PLAN("plan", "Microsoft.Web/serverfarms/"),
  SITE(
      "site",
      "Microsoft.Web/sites/",
      "Microsoft.Web/sites/config/list/action",
      "Microsoft.Web/sites/config/read",
      "Microsoft.Resources/tags/write"),
  RELEASE(
      "release",
      "Microsoft.Web/sites/",
      "Microsoft.Web/sites/publish/action",
      "Microsoft.Web/sites/functions/read",
      "Microsoft.Web/sites/host/listkeys/action");

  private final String resource;
  private final String type;
  private final List<String> besides;

  /** With what is needed besides, unless the step deletes. */
  Need(String resource, String type, String... besides) {
    this.resource = resource;
    this.type = type;
    this.besides = List.of(besides);
  }

  private boolean of(Step step) {
    return step.resource().startsWith(resource + " ")
        || step.resource().startsWith(resource + "s ");
  }

  private Stream<String> actions(Step step) {
    return step.change() == Step.Change.DELETE
        ? Stream.of(type + "delete")
        : Stream.concat(Stream.of(type + "write"), besides.stream());
  }

  /** The actions that steps need. */
  static SortedSet<String> actions(Collection<Step> steps) {
    SortedSet<String> all = new TreeSet<>();
    for (Step step : steps) {
      Stream.of(values())
          .filter(need -> need.of(step))
          .flatMap(need -> need.actions(step))
          .forEach(all::add);
    }
    return all;
  }
}
