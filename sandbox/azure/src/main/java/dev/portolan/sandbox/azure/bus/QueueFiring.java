package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sends a message to a queue, and tells what became of it once nothing more does. */
public final class QueueFiring {
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Ledger ledger;
  private final Pump pump;
  private final TimeSource time;

  public QueueFiring(Ledger ledger, Pump pump, TimeSource time) {
    this.ledger = ledger;
    this.pump = pump;
    this.time = time;
  }

  /**
   * Fires.
   *
   * @throws dev.portolan.deploy.model.DeployException if no function of that name listens
   */
  public Happening.Result fire(Happening happening) throws InterruptedException {
    List<Listener> listening =
        Listener.all(ledger.read(false), ledger.now()).stream()
            .filter(each -> each.hears(happening.name()))
            .toList();
    Listener meant =
        listening.stream()
            .filter(each -> tags(each).containsAll(happening.marks()))
            .findFirst()
            .orElseThrow(() -> happening.unheard("subscription"));
    if (!meant.trouble().isEmpty()) {
      return new Happening.Result(false, List.of(meant.function() + ": " + meant.trouble()));
    }
    String key = pump.send(meant.queue(), happening.data());
    try {
      return await(key, meant.name());
    } finally {
      pump.forget(key);
    }
  }

  private static Set<String> tags(Listener listener) {
    Set<String> tags = new HashSet<>();
    listener.site().path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  private Happening.Result await(String key, String queue) throws InterruptedException {
    while (true) {
      pump.pass();
      Optional<ObjectNode> left = Messages.find(ledger.read(false), key);
      List<String> told = new ArrayList<>(pump.told(key));
      boolean dead = left.filter(each -> each.has("dead")).isPresent();
      boolean idle = !told.isEmpty() && told.get(told.size() - 1).endsWith(Pump.NOT_RUNNING);
      if (!told.isEmpty() && (left.isEmpty() || dead || idle)) {
        if (dead) {
          told.add(queue + ": is dead, since " + left.get().path("dead").asText());
        }
        return new Happening.Result(left.isEmpty(), told);
      }
      time.sleep(GLANCE);
    }
  }
}
