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
      return await(key, meant);
    } finally {
      pump.forget(key);
    }
  }

  private static Set<String> tags(Listener listener) {
    Set<String> tags = new HashSet<>();
    listener.site().path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  /** Until it is handled or dead, or nobody is left who could take it. */
  private Happening.Result await(String key, Listener meant) throws InterruptedException {
    while (true) {
      pump.pass();
      boolean carried = pump.carries(key);
      ObjectNode tree = ledger.read(false);
      List<Listener> all = able(tree, meant.queue());
      // Before what was told is read: whoever is asleep has told so first
      boolean asleep = !all.isEmpty() && all.stream().allMatch(pump::asleep);
      Optional<ObjectNode> left = Messages.find(tree, key);
      List<String> told = new ArrayList<>(pump.told(key));
      boolean handled = told.stream().anyMatch(line -> line.endsWith(": " + Pump.HANDLED));
      boolean dead = left.filter(each -> each.has("dead")).isPresent();
      if (handled && left.isEmpty() || dead) {
        if (dead) {
          told.add(meant.name() + ": is dead, since " + left.get().path("dead").asText());
        }
        return new Happening.Result(!dead, told);
      }
      if (!carried && (left.isEmpty() || all.isEmpty())) {
        told.add(meant.function() + ": " + trouble(tree, meant));
        return new Happening.Result(false, told);
      }
      if (!told.isEmpty() && asleep) {
        return new Happening.Result(false, told);
      }
      time.sleep(GLANCE);
    }
  }

  /** Those that can take from a queue. */
  private List<Listener> able(ObjectNode tree, String queue) {
    return Listener.all(tree, ledger.now()).stream()
        .filter(each -> each.queue().equals(queue) && each.trouble().isEmpty())
        .toList();
  }

  private String trouble(ObjectNode tree, Listener meant) {
    return Listener.all(tree, ledger.now()).stream()
        .filter(each -> each.mark().equals(meant.mark()) && !each.trouble().isEmpty())
        .map(Listener::trouble)
        .findFirst()
        .orElse("listens no more");
  }
}
