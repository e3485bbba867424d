package dev.portolan.provider.azure.bus;

import dev.portolan.deploy.model.PhysicalName;
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
 * A function's own subscription to a topic. It bears no tag, and its topic is somebody else's, so
 * the function's identity remembers the topic in a tag: from before the subscription is made until
 * after it is gone.
 *
 * @param id its resource id
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-resource-manager/management/tag-support#microsoftservicebus">Tag
 *     support: none of what is in a namespace</a>
 */
public record Subscription(String id) implements Remembered {
  private static final String MARK = "portolan-topic-";
  private static final String SUBSCRIPTIONS = "/subscriptions/";

  private static final Pattern FORM =
      Pattern.compile(
          "/subscriptions/([^/]+)/resourceGroups/[^/]+/providers/Microsoft[.]ServiceBus"
              + "/namespaces/[^/]+/topics/[^/]+/subscriptions/([^/]+)",
          Pattern.CASE_INSENSITIVE);

  /** One to a topic. */
  public static Subscription of(String topic, String name) {
    return new Subscription(topic + SUBSCRIPTIONS + name);
  }

  /**
   * One by its id, if it is of a name and in a place's subscription of Azure; any other is somebody
   * else's, or none at all.
   */
  public static Optional<Subscription> parse(Place place, String name, String id) {
    Matcher parts = FORM.matcher(id);
    return parts.matches()
            && parts.group(1).equalsIgnoreCase(place.subscription())
            && parts.group(2).equalsIgnoreCase(name)
        ? Optional.of(new Subscription(id))
        : Optional.empty();
  }

  /**
   * Those that tags remember.
   *
   * @param place where the function is
   * @param name of the function's subscriptions
   * @param tags of its identity; {@code null} for none
   */
  public static List<Subscription> remembered(Place place, String name, Map<String, String> tags) {
    List<Subscription> all = new ArrayList<>();
    if (tags != null) {
      tags.forEach(
          (key, topic) -> {
            String[] parts = topic.split("/");
            if (marks(key) && parts.length == 3) {
              Place group = new Place(place.subscription(), parts[0], "");
              String namespace = group.id("Microsoft.ServiceBus/namespaces", parts[1]);
              all.add(of(Namespace.topic(namespace, parts[2]), name));
            }
          });
    }
    return all;
  }

  /** Whether tags remember any. */
  public static boolean isRemembered(Map<String, String> tags) {
    return tags != null && tags.keySet().stream().anyMatch(Subscription::marks);
  }

  private static boolean marks(String tag) {
    return tag.toLowerCase(Locale.ROOT).startsWith(MARK);
  }

  /** Its name at its topic. */
  public String name() {
    return Place.last(id);
  }

  /** The resource id of its topic. */
  public String topic() {
    return id.substring(0, id.lastIndexOf(SUBSCRIPTIONS));
  }

  /** The resource group of its namespace. */
  public String group() {
    return Place.group(id);
  }

  /** The name of its namespace. */
  public String namespace() {
    return id.split("/")[8];
  }

  @Override
  public Map<String, String> tag() {
    String topic = group() + "/" + namespace() + "/" + Place.last(topic());
    return Map.of(MARK + PhysicalName.hash(topic.toLowerCase(Locale.ROOT)), topic);
  }

  /** Whether it is the same: Azure compares ids without case. */
  public boolean is(String other) {
    return id.equalsIgnoreCase(other);
  }
}
