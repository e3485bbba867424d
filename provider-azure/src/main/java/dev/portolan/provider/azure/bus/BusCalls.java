package dev.portolan.provider.azure.bus;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.azure.wire.Json;
import dev.portolan.provider.azure.wire.Raw;
import dev.portolan.provider.azure.wire.Wire;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is said to Microsoft.ServiceBus: one method a call. */
public final class BusCalls {
  private static final String VERSION = "2021-11-01";
  private static final int ABSENT = 404;

  /** We may not look, or the subscription has never used a namespace. */
  private static final Set<Integer> UNSEEN = Set.of(403, 404, 409);

  private final Wire wire;
  private final Tally tally;
  private final String subscription;

  public BusCalls(Wire wire, Tally tally, String subscription) {
    this.wire = wire;
    this.tally = tally;
    this.subscription = subscription;
  }

  /** The namespaces of the subscription that we may see. */
  public List<Namespace> namespaces() throws Exception {
    List<Namespace> all = new ArrayList<>();
    Optional<URI> page =
        Optional.of(
            address(
                "/subscriptions/" + subscription + "/providers/Microsoft.ServiceBus/namespaces"));
    while (page.isPresent()) {
      HttpRequest request = new HttpRequest(HttpMethod.GET, Raw.safe(page.get()).toString());
      Raw.Answer answer = seen("the Service Bus namespaces", request, UNSEEN);
      if (!answer.succeeded()) {
        return all;
      }
      Map<String, Object> told = answer.json();
      Json.objects(told, "value").stream().map(Namespace::of).forEach(all::add);
      page = Optional.of(Json.text(told, "nextLink")).filter(at -> !at.isEmpty()).map(URI::create);
    }
    return all;
  }

  /** What is told of a queue; empty if there is none. */
  public Optional<Map<String, ?>> queue(String id) throws Exception {
    HttpRequest request = new HttpRequest(HttpMethod.GET, Raw.safe(address(id)).toString());
    Raw.Answer answer = seen("the queue", request, Set.of(ABSENT));
    return answer.succeeded()
        ? Optional.of(Json.object(answer.json(), "properties"))
        : Optional.empty();
  }

  /** A success, or one of these; what passes by itself is asked again. */
  private Raw.Answer seen(String what, HttpRequest request, Set<Integer> others) throws Exception {
    return tally.read(
        () -> {
          Raw.Answer answer = Raw.send(wire.manager(), request);
          return others.contains(answer.status()) ? answer : Raw.demanded(what, answer);
        });
  }

  /**
   * Makes a queue as Azure makes one of which nothing is said. One that is there by now is left as
   * it is: to write it again would take back what somebody else has said of it. Service Bus knows
   * no condition for this, so one that is made between the look and the write is written over.
   */
  public void create(String id) throws Exception {
    if (queue(id).isPresent()) {
      return;
    }
    String body = Json.write(Map.of("properties", Map.of()));
    tally.mutation(
        () ->
            Raw.required(
                wire.manager(),
                new HttpRequest(HttpMethod.PUT, Raw.safe(address(id)).toString())
                    .setHeader(HttpHeaderName.CONTENT_TYPE, "application/json")
                    .setBody(body)));
  }

  private URI address(String id) {
    return URI.create(wire.endpoint() + id + "?api-version=" + VERSION);
  }
}
