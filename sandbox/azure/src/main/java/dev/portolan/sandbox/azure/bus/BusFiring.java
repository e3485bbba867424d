package dev.portolan.sandbox.azure.bus;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.EventIds;
import dev.portolan.sandbox.azure.web.Refused;
import dev.portolan.sandbox.azure.web.Web;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

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
   * What is to be sent, as often as it is asked for.
   *
   * @throws dev.portolan.deploy.model.DeployException if no function of that name listens
   */
  public Sending sending(Happening happening) {
    boolean topic = happening.trigger() instanceof Trigger.Topic;
    Listener meant =
        Listener.all(ledger.read(false), ledger.now()).stream()
            .filter(each -> each.hears(happening.name(), topic))
            .filter(each -> Web.tags(each.site()).containsAll(happening.marks()))
            .findFirst()
            .orElseThrow(() -> happening.unheard("subscription"));
    return new Sending(happening, meant);
  }

  /** Messages, each with an id of its own. */
  public final class Sending {
    private final Happening happening;
    private final Listener meant;
    private final Map<String, Sent> messages = new LinkedHashMap<>();

    private Sending(Happening happening, Listener meant) {
      this.happening = happening;
      this.meant = meant;
      for (Happening each : happening.each()) {
        String id = UUID.randomUUID().toString().replace("-", "");
        messages.put(id, Sent.of(each, id));
      }
    }

    /**
     * Sends all, and tells what became of each once nothing more does. In another round they are
     * sent again with the same ids, as by a sender that was not told that they had come.
     *
     * @see <a
     *     href="https://learn.microsoft.com/azure/service-bus-messaging/duplicate-detection">How
     *     two messages come to have one id</a>
     */
    public List<Delivery> round(int turn, Refused refused) throws InterruptedException {
      Optional<String> refusal = meant.refusal(ledger.read(false));
      String hindrance =
          meant.trouble().isEmpty()
              ? refusal.map(why -> happening.name() + ": " + why).orElse("")
              : meant.function() + ": " + meant.trouble();
      List<Delivery> all = new ArrayList<>();
      if (!hindrance.isEmpty()) {
        for (int event = 1; event <= messages.size(); event++) {
          all.add(undelivered(meant, List.of(hindrance)).at(event, turn));
        }
        return all;
      }
      Map<String, Map<String, String>> sent = new LinkedHashMap<>();
      messages.forEach((id, message) -> sent.put(id, pump.send(meant.target(), message)));
      try {
        int event = 1;
        for (Map.Entry<String, Map<String, String>> each : sent.entrySet()) {
          String id = each.getKey();
          Set<String> known = EventIds.of(id, messages.get(id).body());
          for (Delivery delivery : await(known, each.getValue(), meant, refused)) {
            all.add(delivery.at(event, turn));
          }
          event++;
        }
        return all;
      } finally {
        sent.values().forEach(keys -> keys.values().forEach(pump::forget));
      }
    }
  }

  private static Delivery undelivered(Listener to, List<String> told) {
    return new Delivery(to.function(), 1, 1, Fate.UNDELIVERED, 0, "", told);
  }

  /** Each copy that somebody can take, the one that is meant first. */
  private List<Delivery> await(
      Set<String> ids, Map<String, String> keys, Listener meant, Refused refused)
      throws InterruptedException {
    if (!keys.containsKey(meant.source())) {
      String why = meant.function() + ": " + trouble(ledger.read(false), meant);
      return List.of(undelivered(meant, List.of(why)));
    }
    Map<String, Listener> takers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Listener each : Listener.all(ledger.read(false), ledger.now())) {
      if (keys.containsKey(each.source()) && each.trouble().isEmpty()) {
        takers.putIfAbsent(each.source(), each);
      }
    }
    takers.remove(meant.source());
    List<Delivery> all = new ArrayList<>();
    all.add(await(ids, keys.get(meant.source()), meant, refused));
    for (Listener each : takers.values()) {
      all.add(await(ids, keys.get(each.source()), each, refused));
    }
    return all;
  }

  private Delivery await(Set<String> ids, String key, Listener meant, Refused refused)
      throws InterruptedException {
    List<String> told = new ArrayList<>();
    boolean handled = await(key, meant, told);
    long failures = told.stream().filter(line -> line.contains(": failed, delivery ")).count();
    int attempts = (int) failures + (handled ? 1 : 0);
    String moved =
        told.stream()
            .filter(line -> line.contains(Pump.MOVED))
            .map(line -> "queue " + line.substring(line.indexOf(Pump.MOVED) + Pump.MOVED.length()))
            .findFirst()
            .orElse("");
    Fate fate = failures > 0 ? Fate.FAILED : Fate.UNDELIVERED;
    Delivery delivery =
        new Delivery(meant.function(), 1, 1, handled ? Fate.HANDLED : fate, attempts, moved, told);
    return refused.told(delivery, taker(meant, told), ids);
  }

  /** The site of whoever had it last, of all that take from the same queue. */
  private ObjectNode taker(Listener meant, List<String> told) {
    String last = told.isEmpty() ? "" : told.get(told.size() - 1);
    return able(ledger.read(false), meant.source()).stream()
        .filter(each -> last.startsWith(each.function() + ": "))
        .findFirst()
        .map(Listener::site)
        .orElse(meant.site());
  }

  /** Until it is handled or dead, or nobody is left who could take it; whether it was handled. */
  private boolean await(String key, Listener meant, List<String> lines)
      throws InterruptedException {
    while (true) {
      pump.pass();
      boolean carried = pump.carries(key);
      ObjectNode tree = ledger.read(false);
      List<Listener> all = able(tree, meant.source());
      // Before what was told is read: whoever is asleep has told so first
      boolean asleep = !all.isEmpty() && all.stream().allMatch(pump::asleep);
      Optional<ObjectNode> left = Messages.find(tree, key);
      List<String> told = pump.told(key);
      boolean handled = told.stream().anyMatch(line -> line.endsWith(": " + Pump.HANDLED));
      boolean moved = told.stream().anyMatch(line -> line.contains(Pump.MOVED));
      boolean dead = left.filter(each -> each.has("dead")).isPresent();
      boolean lost = !carried && (left.isEmpty() || all.isEmpty());
      if (left.isEmpty() && (moved || handled) || dead || lost || !told.isEmpty() && asleep) {
        lines.addAll(told);
        if (dead) {
          lines.add(meant.path() + ": is dead, since " + left.get().path("dead").asText());
        } else if (lost && !moved && !handled) {
          lines.add(meant.function() + ": " + trouble(tree, meant));
        }
        return handled && !moved && left.isEmpty();
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
