package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Writes an item into a container, and tells how the first call went that it caused. */
public final class FeedFiring {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration GLANCE = Duration.ofMillis(50);

  private final Ledger ledger;
  private final FeedPump pump;
  private final TimeSource time;

  public FeedFiring(Ledger ledger, FeedPump pump, TimeSource time) {
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
    Reader meant =
        Reader.all(ledger.read(false), ledger.now()).stream()
            .filter(each -> each.hears(happening.name()))
            .filter(each -> each.tags().containsAll(happening.marks()))
            .findFirst()
            .orElseThrow(() -> happening.unheard("subscription"));
    Optional<ObjectNode> item = item(happening);
    if (item.isEmpty()) {
      return told(meant, "was not called: Cosmos DB takes objects of JSON alone");
    }
    if (meant.trouble().isEmpty()) {
      pump.lease(meant);
    }
    long number =
        ledger.change((tree, now) -> ChangeFeed.upsert(tree, meant.container(), item.get(), now));
    if (!meant.trouble().isEmpty()) {
      return told(meant, meant.trouble());
    }
    while (true) {
      Optional<String> line = pump.bring(meant, Optional.of(number));
      if (line.isPresent()) {
        return told(meant, line.get());
      }
      time.sleep(GLANCE);
    }
  }

  private static Happening.Result told(Reader meant, String line) {
    return new Happening.Result(
        line.equals(FeedPump.HANDLED), List.of(meant.function() + ": " + line));
  }

  private static Optional<ObjectNode> item(Happening happening) {
    try {
      byte[] data = happening.data();
      JsonNode read = data.length == 0 ? JSON.createObjectNode() : JSON.readTree(data);
      if (!(read instanceof ObjectNode item)) {
        return Optional.empty();
      }
      if (!happening.key().isEmpty() || !item.has("id")) {
        item.put("id", happening.key().isEmpty() ? "fired" : happening.key());
      }
      return Optional.of(item);
    } catch (JsonProcessingException noJson) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("bytes can always be read", e);
    }
  }
}
