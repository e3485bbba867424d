package dev.portolan.sandbox.azure.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.EventIds;
import dev.portolan.sandbox.azure.storage.BlobService;
import dev.portolan.sandbox.azure.web.Lines;
import dev.portolan.sandbox.azure.web.Refused;
import dev.portolan.sandbox.azure.wire.ArmId;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores an object in a container, or removes one, and tells how the deliveries went. */
public final class GridFiring {
  /** What is delivered here is held so long from who delivers without being asked. */
  private static final Duration HOLD = Duration.ofHours(1);

  private final Ledger ledger;
  private final GridPump pump;
  private final BlobService blobs;

  public GridFiring(Ledger ledger, GridPump pump, BlobService blobs) {
    this.ledger = ledger;
    this.pump = pump;
    this.blobs = blobs;
  }

  /**
   * Stores or removes the object, for those to be told who listen.
   *
   * @throws dev.portolan.deploy.model.DeployException if no function of that name is told
   */
  public Happened fired(Happening happening) {
    boolean removal = happening.trigger() instanceof Trigger.ObjectDeleted;
    String key = happening.key().isEmpty() ? "fired" : happening.key();
    List<String> events =
        ledger.change(
            (tree, now) -> {
              String container =
                  container(tree, happening, removal)
                      .orElseThrow(() -> happening.unheard("subscription"));
              long before = Waiting.last(tree);
              blobs.happen(tree, now, container, key, happening.data(), removal);
              List<String> keys = Waiting.after(tree, before);
              keys.forEach(each -> Waiting.hold(tree, each, now.plus(HOLD), happening.times()));
              return keys;
            });
    return new Happened(events);
  }

  /** What happened, of which events tell. */
  public final class Happened {
    private final List<String> events;

    private Happened(List<String> events) {
      this.events = events;
    }

    /**
     * Delivers each event, again too: Event Grid "tries to deliver each message at least once".
     *
     * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry">Delivery and
     *     retry</a>
     */
    public List<Delivery> hand(Refused refused) {
      List<Delivery> told = new ArrayList<>();
      for (String each : events) {
        GridPump.Handed handed = pump.hand(each);
        Delivery delivery = Lines.told(handed.function(), handed.line());
        told.add(
            handed
                .site()
                .map(site -> refused.told(delivery, site, EventIds.of(handed.id(), new byte[0])))
                .orElse(delivery));
      }
      return told;
    }
  }

  /** The id of the container of this name of which the function is told. */
  private static Optional<String> container(ObjectNode tree, Happening happening, boolean removal) {
    String called = happening.name();
    String name = called.substring(called.indexOf('/') + 1);
    String type = removal ? "BlobDeleted" : "BlobCreated";
    return EventSubscriptions.SUBSCRIPTIONS.all(tree).stream()
        .filter(each -> tags(tree, each).containsAll(happening.marks()))
        .filter(each -> each.at("/properties/filter").toString().contains(type))
        .filter(
            each ->
                each.at("/properties/filter/subjectBeginsWith")
                    .asText()
                    .equals("/blobServices/default/containers/" + name + "/"))
        .map(each -> each.at("/properties/topic").asText())
        .filter(
            account ->
                name.equals(called)
                    || ArmId.name(account).equals(called.substring(0, called.indexOf('/'))))
        .map(account -> account + "/blobServices/default/containers/" + name)
        .findFirst();
  }

  private static Set<String> tags(ObjectNode tree, ObjectNode subscription) {
    Set<String> tags = new HashSet<>();
    EventSubscriptions.site(tree, subscription).map(site -> site.path("tags")).stream()
        .flatMap(all -> all.properties().stream())
        .map(each -> each.getValue())
        .map(JsonNode::asText)
        .forEach(tags::add);
    return tags;
  }
}
