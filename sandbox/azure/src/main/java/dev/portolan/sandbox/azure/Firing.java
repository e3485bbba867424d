package dev.portolan.sandbox.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.CallLog;
import dev.portolan.sandbox.CallRecord;
import dev.portolan.sandbox.Letters;
import dev.portolan.sandbox.azure.bus.BusFiring;
import dev.portolan.sandbox.azure.cosmos.FeedFiring;
import dev.portolan.sandbox.azure.grid.GridFiring;
import dev.portolan.sandbox.azure.kafka.KafkaFiring;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Has something happen, as each kind of trigger tells of it. */
record Firing(
    Ledger ledger,
    Hosts hosts,
    BusFiring bus,
    GridFiring grid,
    FeedFiring feed,
    KafkaFiring kafka,
    CallLog calls) {
  Happening.Result fire(Happening happening) throws InterruptedException {
    if (happening.trigger() instanceof Trigger.Schedule) {
      return happen(happening); // nobody keeps a tick
    }
    Letters letters = Letters.since(calls);
    Happening.Result result = happen(happening);
    for (ObjectNode site : Web.SITES.all(ledger.read(false))) {
      String queue =
          site.path(Web.SETTINGS).path(DeadLetterVariable.NAME).asText().replaceFirst(".*/", "");
      if (!queue.isEmpty()
          && Web.tags(site).containsAll(happening.marks())
          && letters.any(call -> isSentTo(queue, call))) {
        return Letters.refused(result, "run_" + happening.function() + "_", "queue " + queue);
      }
    }
    return result;
  }

  private static boolean isSentTo(String queue, CallRecord call) {
    return call.operation().equals("SendMessage")
        && call.target()
            .toLowerCase(Locale.ROOT)
            .contains("/" + queue.toLowerCase(Locale.ROOT) + "/");
  }

  private Happening.Result happen(Happening happening) throws InterruptedException {
    Trigger trigger = happening.trigger();
    if (trigger instanceof Trigger.Queue || trigger instanceof Trigger.Topic) {
      return bus.fire(happening);
    }
    if (trigger instanceof Trigger.ObjectCreated || trigger instanceof Trigger.ObjectDeleted) {
      return grid.fire(happening);
    }
    if (trigger instanceof Trigger.RecordChanged) {
      return feed.fire(happening);
    }
    if (trigger instanceof Trigger.Kafka) {
      return kafka.fire(happening);
    }
    return ticks(happening);
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

  private Happening.Result ticks(Happening happening) {
    ObjectNode tree = ledger.read(false);
    List<String> told = new ArrayList<>();
    boolean handled = true;
    for (ObjectNode site : Web.SITES.all(tree)) {
      if (Web.tags(site).containsAll(happening.marks())) {
        for (var each : hosts.fireTimers(tree, site, ledger.now()).entrySet()) {
          told.add(each.getKey() + (each.getValue() ? ": handled" : ": failed"));
          handled &= each.getValue();
        }
      }
    }
    if (told.isEmpty()) {
      throw happening.unheard("subscription");
    }
    return new Happening.Result(handled, told);
  }
}
