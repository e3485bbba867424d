package dev.portolan.testkit.adapter;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** Functions that bad input must not reach: each counts its calls. */
final class Bystanders {
  static final AtomicInteger CALLS = new AtomicInteger();

  private Bystanders() {}

  /** One of a few. */
  public enum Colour {
    RED,
    GREEN
  }

  /** Of which a part may not be missing. */
  public record Address(String street, int number) {}

  /** A component of each type; none must be there, so that what is refused is what is tested. */
  public record Booking(
      String id,
      Integer amount,
      Long total,
      Short small,
      Byte tiny,
      Double rate,
      Boolean paid,
      Character sign,
      Colour colour,
      LocalDate day,
      Instant since,
      Duration lasts,
      UUID key,
      URI link,
      BigDecimal price,
      BigInteger count,
      byte[] photo,
      List<Integer> numbers,
      Map<String, Integer> counts,
      Address address,
      Optional<String> note) {
    static final String NAME = Booking.class.getName();
  }

  /** Typed JSON. */
  public static final class Typed implements PortableFunction<Booking, String> {
    @Override
    public String handle(Booking booking, Context context) {
      CALLS.incrementAndGet();
      return booking.id() + " " + booking.amount();
    }
  }

  /** A part from each place. */
  public record Placed(
      int number,
      Colour shade,
      List<Integer> many,
      Optional<Boolean> dry,
      Instant since,
      Integer depth,
      List<Integer> levels,
      UUID key,
      Address address) {
    static final String NAME = Placed.class.getName();

    /** As the build reads it off the components. */
    static final String PARTS =
        "[{\"component\":\"number\",\"from\":\"path\",\"name\":\"number\"},"
            + "{\"component\":\"shade\",\"from\":\"path\",\"name\":\"shade\"},"
            + "{\"component\":\"many\",\"from\":\"query\",\"name\":\"many\"},"
            + "{\"component\":\"dry\",\"from\":\"query\",\"name\":\"dry\"},"
            + "{\"component\":\"since\",\"from\":\"query\",\"name\":\"since\"},"
            + "{\"component\":\"depth\",\"from\":\"header\",\"name\":\"X-Depth\"},"
            + "{\"component\":\"levels\",\"from\":\"header\",\"name\":\"X-Levels\"},"
            + "{\"component\":\"key\",\"from\":\"header\",\"name\":\"X-Key\"},"
            + "{\"component\":\"address\",\"from\":\"body\"}]";
  }

  /** Takes its parts. */
  public static final class Parted implements PortableFunction<Placed, String> {
    @Override
    public String handle(Placed placed, Context context) {
      CALLS.incrementAndGet();
      return placed.number() + " " + placed.shade() + " " + placed.address().street();
    }
  }

  /** Takes text. */
  public static final class Textual implements PortableFunction<String, String> {
    @Override
    public String handle(String text, Context context) {
      CALLS.incrementAndGet();
      return text;
    }
  }

  /** Takes requests, and tells what it saw of them. */
  public static final class Plain implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      CALLS.incrementAndGet();
      String body = new String(request.body(), StandardCharsets.UTF_8);
      return HttpResponse.text(200, request.method() + " " + request.rawPath() + " " + body);
    }
  }

  /** Takes events. */
  public static final class Listening implements PortableFunction<Event<Booking>, Void> {
    static final String INPUT = "dev.portolan.Event<" + Booking.NAME + ">";

    @Override
    public Void handle(Event<Booking> event, Context context) {
      CALLS.incrementAndGet();
      return null;
    }
  }
}
