package dev.portolan.sandbox.azure.cosmos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.driver.Happening.Delivery;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.azure.web.Lines;
import dev.portolan.sandbox.azure.web.Refused;
import dev.portolan.sandbox.azure.wire.Ledger;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes an item into a container, and tells how the call went that it caused. */
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
   * Writes the item, for the function to hear of it.
   *
   * @throws dev.portolan.deploy.model.DeployException if no function of that name listens
   */
  public Written fired(Happening happening) {
    Reader meant =
        Reader.all(ledger.read(false), ledger.now()).stream()
            .filter(each -> each.hears(happening.name()))
            .filter(each -> each.tags().containsAll(happening.marks()))
            .findFirst()
            .orElseThrow(() -> happening.unheard("subscription"));
    Optional<ObjectNode> item = item(happening);
    if (item.isEmpty()) {
      return new Written(meant, 0, "was not called: Cosmos DB takes objects of JSON alone");
    }
    if (meant.trouble().isEmpty()) {
      pump.lease(meant);
    }
    long number =
        ledger.change((tree, now) -> ChangeFeed.upsert(tree, meant.container(), item.get(), now));
    return new Written(meant, number, meant.trouble());
  }

  /** A change that is there, or is not. */
  public final class Written {
    private final Reader meant;
    private final long number;
    private final String trouble;

    private Written(Reader meant, long number, String trouble) {
      this.meant = meant;
      this.number = number;
      this.trouble = trouble;
    }

    /** Has it brought, again too, as it comes where nobody has kept that it was read. */
    public List<Delivery> bring(Refused refused) throws InterruptedException {
      if (!trouble.isEmpty()) {
        return List.of(Lines.told(meant.function(), trouble));
      }
      ledger.change(
          (tree, now) -> {
            ChangeFeed.rewind(tree, meant.leases(), meant.container(), number);
            return tree;
          });
      while (true) {
        Optional<String> line = pump.bring(meant, Optional.of(number));
        if (line.isPresent()) {
          Delivery delivery = Lines.told(meant.function(), line.get());
          return List.of(refused.told(delivery, meant.site(), Set.of()));
        }
        time.sleep(GLANCE);
      }
    }
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
