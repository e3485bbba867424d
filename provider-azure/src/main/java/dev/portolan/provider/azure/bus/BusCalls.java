package dev.portolan.provider.azure.bus;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.azure.config.Place;
import dev.portolan.provider.azure.wire.Json;
import dev.portolan.provider.azure.wire.Listing;
import dev.portolan.provider.azure.wire.Operations;
import dev.portolan.provider.azure.wire.Raw;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is said to Microsoft.ServiceBus: one method a call. */
public record BusCalls(Listing listing) {
  private static final String VERSION = "2021-11-01";
  private static final int ABSENT = 404;
  private static final String DEAD_LETTERS = "forwardDeadLetteredMessagesTo";

  /**
   * What only Azure says of a subscription. All else is said again: a write takes back all that it
   * does not say.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-rest-api-specs/blob/main/specification/servicebus/resource-manager/Microsoft.ServiceBus/stable/2021-11-01/subscriptions.json">SBSubscriptionProperties:
   *     readOnly</a>
   */
  private static final Set<String> TOLD =
      Set.of("messageCount", "createdAt", "accessedAt", "updatedAt", "countDetails");

  /** The namespaces of the subscription that we may see. */
  public List<Namespace> namespaces() throws Exception {
    String type = "Microsoft.ServiceBus/namespaces";
    return listing.of("the Service Bus namespaces", type, VERSION).stream()
        .map(Namespace::of)
        .toList();
  }

  /** What is told of a queue, a topic or a subscription to one; empty if there is none. */
  public Optional<Map<String, ?>> look(String id) throws Exception {
    HttpRequest request = new HttpRequest(HttpMethod.GET, address(id));
    Raw.Answer answer = listing.seen(Place.last(id), request, Set.of(ABSENT));
    return answer.succeeded()
        ? Optional.of(Json.object(answer.json(), "properties"))
        : Optional.empty();
  }

  /**
   * Makes one of those as Azure makes one of which nothing is said. One that is there by now is
   * left as it is: to write it again would take back what somebody else has said of it. Service Bus
   * knows no condition for this, so one that is made between the look and the write is written
   * over.
   */
  public void create(String id) throws Exception {
    create(id, Map.of());
  }

  /**
   * The same, of a subscription of our own.
   *
   * @param queue where what has failed too often goes; empty for nowhere
   */
  public void create(Subscription subscription, Optional<String> queue) throws Exception {
    create(subscription.id(), queue.<Map<String, ?>>map(BusCalls::to).orElse(Map.of()));
  }

  private static Map<String, ?> to(String queue) {
    return Map.of(DEAD_LETTERS, queue);
  }

  private void create(String id, Map<String, ?> properties) throws Exception {
    if (look(id).isEmpty()) {
      put(id, properties);
    }
  }

  /**
   * Says where what has failed too often goes, and nothing else.
   *
   * @param queue its name; empty for nowhere
   * @param before where we had it go; where somebody else has it go stays, unless a queue is asked
   *     for
   */
  public void lead(Subscription subscription, Optional<String> queue, Optional<String> before)
      throws Exception {
    Map<String, ?> told =
        look(subscription.id())
            .orElseThrow(
                () ->
                    DeployException.of(
                        DeployException.Kind.CONFLICT,
                        "subscription %s to topic %s is gone, which was there a moment ago"
                            .formatted(subscription.name(), Place.last(subscription.topic())),
                        "see who deletes it, and run it again: then it is made anew"));
    if (!new BusSource(Optional.of(told)).stays(queue, before)) {
      Map<String, Object> properties = new TreeMap<>(told);
      properties.keySet().removeAll(TOLD);
      properties.remove(DEAD_LETTERS);
      queue.ifPresent(name -> properties.put(DEAD_LETTERS, name));
      put(subscription.id(), properties);
    }
  }

  private void put(String id, Map<String, ?> properties) throws Exception {
    HttpRequest request =
        Listing.json(HttpMethod.PUT, address(id), Map.of("properties", properties));
    listing.tally().mutation(() -> Raw.required(listing.wire().manager(), request));
  }

  /** Deletes a subscription with all that waits in it; one that is gone, or its topic, is gone. */
  public void delete(Subscription subscription) throws Exception {
    HttpRequest request = new HttpRequest(HttpMethod.DELETE, address(subscription.id()));
    listing.tally().mutation(() -> Operations.delete(listing.wire().manager(), request));
  }

  private String address(String id) {
    return listing.address(id, VERSION);
  }
}
