package dev.portolan.sandbox.azure.kafka;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.azure.web.Hosts;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Writes a record to the first topic of a function's, and tells how the first call went that it
 * caused.
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
   * Fires.
   *
   * @throws dev.portolan.deploy.model.DeployException if no function of that name listens
   */
  public Happening.Result fire(Happening happening) throws InterruptedException {
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
    if (!meant.trouble().isEmpty()) {
      return told(meant, meant.trouble());
    }
    while (true) {
      Optional<String> line = pump.bring(meant, place.partition(), Optional.of(place.offset()));
      if (line.isPresent()) {
        return told(meant, line.get());
      }
      time.sleep(GLANCE);
    }
  }

  private static Happening.Result told(Consumer meant, String line) {
    return new Happening.Result(
        line.equals(KafkaPump.HANDLED), List.of(meant.function() + ": " + line));
  }
}
