package dev.portolan.codec.jackson;

import static dev.portolan.test.Delivery.Outcome.DONE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.Http;
import dev.portolan.PortableFunction;
import dev.portolan.Queue;
import dev.portolan.Topic;
import dev.portolan.test.PortolanTest;
import dev.portolan.test.Replay;
import dev.portolan.test.Request;
import dev.portolan.test.TestEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

/** That the codec on a class path is the one that functions have; of either Jackson. */
@DisplayName("functions read and write with the codec on their class path, on each platform")
public abstract class PresenceContract {
  private static final List<Object> HANDED = Collections.synchronizedList(new ArrayList<>());

  /** As only a codec of Jackson's reads it. */
  public record Order(
      @JsonProperty("order_id") String id,
      int cents,
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day) {}

  /** Answers its input. */
  @Http(
      path = "/orders",
      methods = {"GET", "POST"})
  public static final class Echo implements PortableFunction<Order, Order> {
    @Override
    public Order handle(Order order, Context context) {
      return order;
    }
  }

  /** Takes messages as batches. */
  @Queue("to-pack")
  public static final class Pack implements PortableFunction<Batch<Order>, Batch.Result> {
    @Override
    public Batch.Result handle(Batch<Order> batch, Context context) throws InterruptedException {
      return batch.each(event -> HANDED.add(event.data()));
    }
  }

  /** Takes events. */
  @Topic("orders")
  public static final class Receive implements PortableFunction<Event<Order>, Void> {
    @Override
    public Void handle(Event<Order> event, Context context) {
      HANDED.add(event.data());
      return null;
    }
  }

  /** Takes what messages carry. */
  @Queue("to-note")
  public static final class Note implements PortableFunction<Order, Void> {
    @Override
    public Void handle(Order order, Context context) {
      HANDED.add(order);
      return null;
    }
  }

  private static final String JSON =
      "{\"order_id\": \"4711\", \"cents\": 995, \"day\": \"28.02.2026\", \"more\": [1]}";
  private static final Order ORDER = new Order("4711", 995, LocalDate.of(2026, 2, 28));

  @BeforeEach
  void forget() {
    HANDED.clear();
  }

  @PortolanTest
  @DisplayName("a body is read and the answer written")
  void body(Replay<Echo> echo) {
    echo.call(Request.post("/orders").json(JSON))
        .assertStatus(200)
        .assertJson("{\"order_id\": \"4711\", \"cents\": 995, \"day\": \"28.02.2026\"}");
    echo.call(Request.post("/orders").json("{\"order_id\": \"4711\"}")).assertStatus(400);
    echo.call(Request.post("/orders").json("{\"cents\": 1, \"x\": {\"a\": 1, \"a\": 2}}"))
        .assertStatus(400);
  }

  @PortolanTest
  @DisplayName("a query is read")
  void query(Replay<Echo> echo) {
    echo.call(Request.get("/orders?order_id=4711&cents=995&day=28.02.2026"))
        .assertStatus(200)
        .assertJson("{\"order_id\": \"4711\", \"cents\": 995, \"day\": \"28.02.2026\"}");
  }

  @PortolanTest
  @DisplayName("the messages of a batch are read")
  void batch(Replay<Pack> pack) {
    pack.deliverTogether(
            TestEvent.queued("to-pack").json(JSON), TestEvent.queued("to-pack").json(JSON))
        .assertOutcomes(DONE, DONE);
    assertEquals(List.of(ORDER, ORDER), HANDED);
  }

  @PortolanTest
  @DisplayName("an event is read")
  void event(Replay<Receive> receive) {
    receive.deliver(TestEvent.published("orders").type("placed").json(JSON)).assertDone();
    assertEquals(List.of(ORDER), HANDED);
  }

  @PortolanTest
  @DisplayName("a message's data is read, and what is of another type never reaches the function")
  void data(Replay<Note> note) {
    note.deliver(TestEvent.queued("to-note").json(JSON)).assertDone();
    assertEquals(List.of(ORDER), HANDED);
    note.deliver(TestEvent.queued("to-note").json("{\"cents\": \"1\"}")).assertUnheard();
  }
}
