package dev.portolan.provider.azure.grid;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.PhysicalName;
import dev.portolan.provider.azure.config.Names;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.config.Remembered;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function's own event subscription at a storage account, to the objects of one container. It
 * bears no tag, and the account is somebody else's, so the function's identity remembers the
 * container in a tag: from before the event subscription is made until after it is gone.
 *
 * @param container resource id of the container
 * @param name of the event subscription, which is of the owner, the function and the container
 */
public record Hearing(String container, String name) implements Remembered {
  private static final String MARK = "portolan-objects-";

  private static final Pattern FORM =
      Pattern.compile(
          "/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft[.]Storage"
              + "/storageAccounts/([^/]+)/blobServices/default/containers/([^/]+)",
          Pattern.CASE_INSENSITIVE);

  /**
   * A function's own to a container, by the container's id; empty if that is none in a place's
   * subscription of Azure.
   */
  public static Optional<Hearing> of(Place place, Owner owner, String function, String container) {
    Matcher parts = FORM.matcher(container);
    return parts.matches() && parts.group(1).equalsIgnoreCase(place.subscription())
        ? Optional.of(of(place, owner, function, parts.group(2), parts.group(3), parts.group(4)))
        : Optional.empty();
  }

  private static Hearing of(
      Place place, Owner owner, String function, String group, String account, String container) {
    Place at = new Place(place.subscription(), group, "");
    return new Hearing(
        at.id("Microsoft.Storage/storageAccounts", account)
            + "/blobServices/default/containers/"
            + container,
        Names.eventSubscription(place, owner, function, account + "/" + container));
  }

  /**
   * Those that tags remember.
   *
   * @param tags of the function's identity; {@code null} for none
   */
  public static List<Hearing> remembered(
      Place place, Owner owner, String function, Map<String, String> tags) {
    List<Hearing> all = new ArrayList<>();
    if (tags != null) {
      tags.forEach(
          (key, value) -> {
            String[] parts = value.split("/");
            if (key.toLowerCase(Locale.ROOT).startsWith(MARK) && parts.length == 3) {
              all.add(of(place, owner, function, parts[0], parts[1], parts[2]));
            }
          });
    }
    return all;
  }

  /** The resource id of the event subscription. */
  @Override
  public String id() {
    return account() + "/providers/Microsoft.EventGrid/eventSubscriptions/" + name;
  }

  /** The resource id of the storage account. */
  public String account() {
    return container.substring(0, container.toLowerCase(Locale.ROOT).indexOf("/blobservices/"));
  }

  /** The resource group that the account is in. */
  public String group() {
    return Place.group(container);
  }

  /** What the container is called. */
  public String bucket() {
    return Place.last(container);
  }

  /** Whose objects it is about, as events tell them. */
  String subject() {
    return "/blobServices/default/containers/" + bucket() + "/";
  }

  @Override
  public Map<String, String> tag() {
    String path = group() + "/" + Place.last(account()) + "/" + bucket();
    return Map.of(MARK + PhysicalName.hash(path.toLowerCase(Locale.ROOT)), path);
  }

  /** Whether it is the same: Azure compares ids without case. */
  public boolean is(Hearing other) {
    return id().equalsIgnoreCase(other.id());
  }
}
