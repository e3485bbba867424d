package dev.portolan.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.Refusals;
import dev.portolan.sandbox.azure.bus.BusFiring;
import dev.portolan.sandbox.azure.cosmos.FeedFiring;
import dev.portolan.sandbox.azure.grid.GridFiring;
import dev.portolan.sandbox.azure.kafka.KafkaFiring;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Refused;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.util.ArrayList;
import java.util.List;

/**
 * Has something happen, as each kind of trigger tells of it: each time of each event is a round of
 * its own. A tick has no id at Azure, so that one that comes twice is another each time.
 */
record Firing(
    Ledger ledger,
    Hosts hosts,
    BusFiring bus,
    GridFiring grid,
    FeedFiring feed,
    KafkaFiring kafka,
    Refusals refusals) {
  Happening.Result fire(Happening happening) throws InterruptedException {
    Trigger trigger = happening.trigger();
    List<Delivery> all = new ArrayList<>();
    if (trigger instanceof Trigger.Queue || trigger instanceof Trigger.Topic) {
      BusFiring.Sending sending = bus.sending(happening);
      for (int turn = 1; turn <= happening.times(); turn++) {
        all.addAll(sending.round(turn, refused()));
      }
    } else {
      int event = 0;
      for (Happening each : happening.each()) {
        event++;
        Round round = round(each);
        for (int turn = 1; turn <= happening.times(); turn++) {
          for (Delivery delivery : round.next(refused())) {
            all.add(delivery.at(event, turn));
          }
        }
      }
    }
    return new Happening.Result(all);
  }

  private Refused refused() {
    return new Refused(refusals.since());
  }

  /** Delivers one event, and each time that it is asked again, the same one. */
  @FunctionalInterface
  private interface Round {
    List<Delivery> next(Refused refused) throws InterruptedException;
  }

  private Round round(Happening happening) throws InterruptedException {
    Trigger trigger = happening.trigger();
    if (trigger instanceof Trigger.ObjectCreated || trigger instanceof Trigger.ObjectDeleted) {
      return grid.fired(happening)::hand;
    }
    if (trigger instanceof Trigger.RecordChanged) {
      return feed.fired(happening)::bring;
    }
    if (trigger instanceof Trigger.Kafka) {
      return kafka.fired(happening)::bring;
    }
    return refused -> ticks(happening, refused);
  }

  /** Timers fire without a call: the sites that have some are started. */
  void wake() {
    ObjectNode tree = ledger.read(false);
    for (ObjectNode site : Web.SITES.all(tree)) {
      if (site.path(Web.FUNCTIONS).toString().contains("\"timerTrigger\"")) {
        hosts.standing(tree, site, ledger.now());
      }
    }
  }

  private List<Delivery> ticks(Happening happening, Refused refused) {
    ObjectNode tree = ledger.read(false);
    List<Delivery> all = new ArrayList<>();
    for (ObjectNode site : Web.SITES.all(tree)) {
      if (Web.tags(site).containsAll(happening.marks())) {
        for (var each : hosts.fireTimers(tree, site, ledger.now()).entrySet()) {
          Fate fate = each.getValue() ? Fate.HANDLED : Fate.FAILED;
          String line = each.getValue() ? "handled" : "failed";
          all.add(refused.tick(Delivery.of(each.getKey(), fate, 1, line), site));
        }
      }
    }
    if (all.isEmpty()) {
      throw happening.unheard("subscription");
    }
    return all;
  }
}
