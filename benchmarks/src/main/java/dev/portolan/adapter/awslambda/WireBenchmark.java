package dev.portolan.adapter.awslambda;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.benchmarks.Payloads;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
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
 * The translation between payload format 2.0 and HTTP; in this package because it is not public.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class WireBenchmark {
  private final byte[] payload = Payloads.HTTP_EVENT.getBytes(StandardCharsets.UTF_8);
  private final HttpResponse response =
      HttpResponse.text(200, "{\"greeting\":\"Hello, Ada!\"}").withCookie("a", "b");

  /** From the payload's bytes to a request. */
  @Benchmark
  public HttpRequest request() {
    return LambdaWire.request((Map<?, ?>) JsonReader.read(payload));
  }

  /** From a response to the payload's bytes. */
  @Benchmark
  public byte[] response() {
    return LambdaWire.response(response);
  }
}
