package dev.portolan.provider.azure.grid;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import dev.portolan.deploy.driver.Polling;
import dev.portolan.deploy.model.Step;
import dev.portolan.provider.azure.wire.Json;
import dev.portolan.provider.azure.wire.Listing;
import dev.portolan.provider.azure.wire.Operations;
import dev.portolan.provider.azure.wire.Raw;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is said to Microsoft.EventGrid of event subscriptions at storage accounts. Event Grid makes
 * the system topic of an account with the first of them, and deletes it with the last.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/system-topics">System topics: "when
 *     you create an event subscription on an Azure resource as an extension resource"</a>
 */
public record GridCalls(Listing listing, Operations operations, Polling polling) {
  private static final String VERSION = "2022-06-15";
  private static final int ABSENT = 404;

  private static final int CONFLICT = 409;
  private static final String UNREGISTERED = "MissingSubscriptionRegistration";

  private static final Duration BUDGET = Duration.ofMinutes(10);

  /** The properties of one; empty if there is none, as where Event Grid was never used. */
  public Optional<Map<String, ?>> look(Hearing own) throws Exception {
    String what = "event subscription " + own.name();
    Raw.Answer answer = listing.seen(what, get(own), Set.of(ABSENT, CONFLICT));
    String code = Json.text(Json.object(answer.json(), "error"), "code");
    return told(
        answer.status() == CONFLICT && !code.equals(UNREGISTERED)
            ? Raw.demanded(what, answer)
            : answer);
  }

  /** The same, while waiting. */
  private Optional<Map<String, ?>> glance(Hearing own) throws Exception {
    return told(
        listing
            .tally()
            .glance(
                () -> {
                  Raw.Answer answer = Raw.send(listing.wire().manager(), get(own));
                  return answer.status() == ABSENT
                      ? answer
                      : Raw.demanded("event subscription " + own.name(), answer);
                }));
  }

  private HttpRequest get(Hearing own) {
    return new HttpRequest(HttpMethod.GET, address(own));
  }

  private static Optional<Map<String, ?>> told(Raw.Answer answer) {
    return answer.succeeded()
        ? Optional.of(Json.object(answer.json(), "properties"))
        : Optional.empty();
  }

  /** Makes one, or changes the one that is there, and waits until Event Grid has done so. */
  public void put(Step.Run run, Telling shall) throws Exception {
    Optional<Map<String, ?>> now = settled(run, shall.own());
    if (now.isPresent() && shall.difference(now.get()).isEmpty()) {
      return;
    }
    Map<String, ?> there = now.orElse(Map.of());
    boolean anew = now.isEmpty() || Telling.isBroken(now.get());
    HttpRequest request =
        Listing.json(
            anew ? HttpMethod.PUT : HttpMethod.PATCH,
            address(shall.own()),
            anew ? shall.created(there) : shall.changed(there));
    end(
        run,
        shall.own(),
        listing.tally().mutation(() -> Operations.begin(listing.wire().manager(), request)));
  }

  /** Deletes one; one that is gone, or its account, is gone. */
  public void delete(Step.Run run, Hearing own) throws Exception {
    if (settled(run, own).isEmpty()) {
      return;
    }
    HttpRequest request = new HttpRequest(HttpMethod.DELETE, address(own));
    end(
        run,
        own,
        listing.tally().mutation(() -> Operations.delete(listing.wire().manager(), request)));
  }

  private void end(Step.Run run, Hearing own, Operations.Begun begun) throws Exception {
    operations.end(
        run,
        "event subscription " + own.name(),
        begun,
        () -> glance(own).map(told -> Json.text(told, "provisioningState")));
  }

  /** As it is once Event Grid is done with what an earlier run has begun. */
  private Optional<Map<String, ?>> settled(Step.Run run, Hearing own) throws Exception {
    Optional<Map<String, ?>> first = look(own);
    if (first.flatMap(Telling::busy).isEmpty()) {
      return first;
    }
    polling.until(
        run, "event subscription " + own.name(), BUDGET, () -> glance(own).flatMap(Telling::busy));
    return look(own);
  }

  private String address(Hearing own) {
    return listing.address(own.id(), VERSION);
  }
}
