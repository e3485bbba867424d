package dev.portolan.test;

import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.DescriptorLoader;
import java.time.Duration;
import java.util.Map;

/**
 * A function that runs on one platform, for one run of a {@link PortolanTest}.
 *
 * <p>It is created and started for the run alone, in this process: what is static is shared with
 * the test and with the runs before. Thread-safe.
 *
 * @param <F> the function's class
 */
public final class Replay<F extends PortableFunction<?, ?>> {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final String function;
  private final AdapterHarness.Running running;
  private final Recording recording;
  private final Duration timeLeft;

  private Replay(
      String function, AdapterHarness.Running running, Recording recording, Duration timeLeft) {
    this.function = function;
    this.running = running;
    this.recording = recording;
    this.timeLeft = timeLeft;
  }

  static Replay<?> start(Described described, AdapterHarness platform, Recording recording) {
    ClassLoader loader = new DescriptorLoader(described.type().getClassLoader(), described.json());
    Map<String, String> variables = Map.of("PORTOLAN_FUNCTION", described.name());
    return new Replay<>(
        described.name(), platform.start(variables, loader), recording, TEN_SECONDS);
  }

  /** The name of the provider whose platform this is. */
  public String provider() {
    return recording.provider();
  }

  /** The same function, called with so much time until its deadline; ten seconds else. */
  public Replay<F> withTimeLeft(Duration timeLeft) {
    return new Replay<>(function, running, recording, timeLeft);
  }

  /** Sends a request in the platform's own format, and reads the answer from the platform's. */
  public Answer call(Request request) {
    Answer answer = new Answer(provider(), request, running.http(request.http(), timeLeft));
    recording.add(answer);
    return answer;
  }

  void close() {
    running.close();
  }

  /** The function and the provider. */
  @Override
  public String toString() {
    return function + " on " + provider();
  }
}
