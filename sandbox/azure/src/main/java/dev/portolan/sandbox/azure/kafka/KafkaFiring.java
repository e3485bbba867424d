package dev.portolan.sandbox.azure.kafka;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.Happening.Fate;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.web.Lines;
import dev.portolan.sandbox.azure.web.Refused;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes a record to the first topic of a function's, and tells how the call went that it caused.
 */
public final class KafkaFiring {
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Ledger ledger;
  private final Hosts hosts;
  private final KafkaPump pump;
  private final TimeSource time;

  public KafkaFiring(Ledger ledger, Hosts hosts, KafkaPump pump, TimeSource time) {
    this.ledger = ledger;
    this.hosts = hosts;
    this.pump = pump;
    this.time = time;
  }

  /**
   * Writes the record, for the function to have it.
   *
   * @throws dev.portolan.deploy.model.DeployException if no function of that name listens
   */
  public Written fired(Happening happening) {
    String topic = ((Trigger.Kafka) happening.trigger()).topics().get(0);
    Consumer meant =
        Consumer.all(ledger.read(false), hosts, ledger.now()).stream()
            .filter(each -> each.topic().equals(topic))
            .filter(each -> each.tags().containsAll(happening.marks()))
            .findFirst()
            .orElseThrow(() -> happening.unheard("subscription"));
    if (meant.trouble().isEmpty()) {
      pump.join(meant);
    }
    KafkaLog.Place place =
        ledger.change(
            (tree, now) ->
                KafkaLog.write(tree, meant.log(), happening.key(), happening.data(), now));
    return new Written(meant, place);
  }

  /** A record that is there. */
  public final class Written {
    private final Consumer meant;
    private final KafkaLog.Place place;

    private Written(Consumer meant, KafkaLog.Place place) {
      this.meant = meant;
      this.place = place;
    }

    /** Has it brought, again too, as it comes whose offset was not committed. */
    public List<Delivery> bring(Refused refused) throws InterruptedException {
      if (!meant.trouble().isEmpty()) {
        return List.of(Delivery.of(meant.function(), Fate.UNDELIVERED, 0, meant.trouble()));
      }
      ledger.change(
          (tree, now) -> {
            KafkaLog.rewind(tree, meant.log(), meant.group(), place);
            return tree;
          });
      while (true) {
        Optional<String> line = pump.bring(meant, place.partition(), Optional.of(place.offset()));
        if (line.isPresent()) {
          Delivery delivery = Lines.told(meant.function(), line.get());
          return List.of(refused.told(delivery, meant.site(), Set.of()));
        }
        time.sleep(GLANCE);
      }
    }
  }
}
