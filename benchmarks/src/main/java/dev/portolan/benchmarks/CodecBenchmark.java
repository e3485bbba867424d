package dev.portolan.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.codec.Codec;
import dev.portolan.codec.JsonCodec;
import dev.portolan.codec.jackson.JacksonCodec;
import dev.portolan.codec.jackson3.Jackson3Codec;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Our codec, those that bind with Jackson, and Jackson alone, warm, on an order of twenty lines.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

  /** One line of an order. */
  public record Line(String article, int quantity, BigDecimal price, List<String> notes) {}

  /** An order. */
  public record Order(String id, boolean express, List<Line> lines) {}

  private final JsonCodec own = new JsonCodec();
  private final ObjectMapper jackson = new ObjectMapper();
  private final Codec jackson2 = new JacksonCodec();
  private final Codec jackson3 = new Jackson3Codec();
  private final Order order = order();
  private final byte[] json = own.write(order);

  private static Order order() {
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      lines.add(
          new Line(
              "article " + i, i, new BigDecimal(i).movePointLeft(2), List.of("a", "grüße \"" + i)));
    }
    return new Order("4711", true, lines);
  }

  /** Reads with ours. */
  @Benchmark
  public Object ownRead() {
    return own.read(json, Order.class);
  }

  /** Reads with Jackson. */
  @Benchmark
  public Object jacksonRead() throws IOException {
    return jackson.readValue(json, Order.class);
  }

  /** Reads with ours, binds with Jackson. */
  @Benchmark
  public Object jackson2Read() {
    return jackson2.read(json, Order.class);
  }

  /** Reads with ours, binds with Jackson 3. */
  @Benchmark
  public Object jackson3Read() {
    return jackson3.read(json, Order.class);
  }

  /** Writes with ours. */
  @Benchmark
  public byte[] ownWrite() {
    return own.write(order);
  }

  /** Writes with Jackson. */
  @Benchmark
  public byte[] jacksonWrite() throws IOException {
    return jackson.writeValueAsBytes(order);
  }
}
