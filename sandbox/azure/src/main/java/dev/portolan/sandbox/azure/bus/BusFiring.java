package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends a message to a queue, or publishes it to a topic, and tells what became of it once nothing
 * more does.
 */
public final class BusFiring {
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Ledger ledger;
  private final Pump pump;
  private final TimeSource time;

  public BusFiring(Ledger ledger, Pump pump, TimeSource time) {
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
    boolean topic = happening.trigger() instanceof Trigger.Topic;
    List<Listener> listening =
        Listener.all(ledger.read(false), ledger.now()).stream()
            .filter(each -> each.hears(happening.name(), topic))
            .toList();
    Listener meant =
        listening.stream()
            .filter(each -> Web.tags(each.site()).containsAll(happening.marks()))
            .findFirst()
            .orElseThrow(() -> happening.unheard("subscription"));
    if (!meant.trouble().isEmpty()) {
      return new Happening.Result(false, List.of(meant.function() + ": " + meant.trouble()));
    }
    Optional<String> refusal = meant.refusal(ledger.read(false));
    if (refusal.isPresent()) {
      return new Happening.Result(false, List.of(happening.name() + ": " + refusal.get()));
    }
    Map<String, String> keys = pump.send(meant.target(), Sent.of(happening));
    try {
      return await(keys, meant);
    } finally {
      keys.values().forEach(pump::forget);
    }
  }

  /** Each copy that somebody can take, the one that is meant first. */
  private Happening.Result await(Map<String, String> keys, Listener meant)
      throws InterruptedException {
    if (!keys.containsKey(meant.source())) {
      return new Happening.Result(
          false, List.of(meant.function() + ": " + trouble(ledger.read(false), meant)));
    }
    Map<String, Listener> takers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Listener each : Listener.all(ledger.read(false), ledger.now())) {
      if (keys.containsKey(each.source()) && each.trouble().isEmpty()) {
        takers.putIfAbsent(each.source(), each);
      }
    }
    takers.remove(meant.source());
    Happening.Result first = await(keys.get(meant.source()), meant);
    List<String> told = new ArrayList<>(first.told());
    boolean handled = first.handled();
    for (Listener each : takers.values()) {
      Happening.Result result = await(keys.get(each.source()), each);
      told.addAll(result.told());
      handled &= result.handled();
    }
    return new Happening.Result(handled, told);
  }

  /** Until it is handled or dead, or nobody is left who could take it. */
  private Happening.Result await(String key, Listener meant) throws InterruptedException {
    while (true) {
      pump.pass();
      boolean carried = pump.carries(key);
      ObjectNode tree = ledger.read(false);
      List<Listener> all = able(tree, meant.source());
      // Before what was told is read: whoever is asleep has told so first
      boolean asleep = !all.isEmpty() && all.stream().allMatch(pump::asleep);
      Optional<ObjectNode> left = Messages.find(tree, key);
      List<String> told = new ArrayList<>(pump.told(key));
      boolean handled = told.stream().anyMatch(line -> line.endsWith(": " + Pump.HANDLED));
      if (left.isEmpty() && told.stream().anyMatch(line -> line.contains(Pump.MOVED))) {
        return new Happening.Result(false, told);
      }
      boolean dead = left.filter(each -> each.has("dead")).isPresent();
      if (handled && left.isEmpty() || dead) {
        if (dead) {
          told.add(meant.path() + ": is dead, since " + left.get().path("dead").asText());
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

  /** Those that can take from a source. */
  private List<Listener> able(ObjectNode tree, String source) {
    return Listener.all(tree, ledger.now()).stream()
        .filter(each -> each.source().equals(source) && each.trouble().isEmpty())
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
