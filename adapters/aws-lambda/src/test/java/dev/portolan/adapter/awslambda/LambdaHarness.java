package dev.portolan.adapter.awslambda;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.runtime.FailedInvocation;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.Departure;
import dev.portolan.testkit.adapter.Occurrence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * Plays Lambda to its adapter, in this process, and what stands before it: a function URL, or what
 * else writes requests.
 *
 * <p>What bounds the heap is Lambda: "For synchronous invocations, the maximum payload size is 6
 * MB. For asynchronous invocations, the maximum payload size is 1 MB."
 * (https://docs.aws.amazon.com/lambda/latest/dg/API_Invoke.html), and it hands an instance one
 * invocation at a time, or as many as a managed instance is configured to take. The adapter reads
 * all of a payload, and holds none when it has answered.
 *
 * <p>A caller that {@linkplain Running#connect connects} does so to a function URL, whatever else
 * writes requests.
 */
public final class LambdaHarness implements AdapterHarness {
  private final Function<HttpRequest, byte[]> payload;
  private final Function<byte[], HttpResponse> answer;
  private final List<Departure> departures;

  /** With a function URL. */
  public LambdaHarness() {
    this(FakeFrontDoor::payload, FakeFrontDoor::answer, List.of());
  }

  /** With what writes these payloads, reads the answers, and loses this. */
  LambdaHarness(
      Function<HttpRequest, byte[]> payload,
      Function<byte[], HttpResponse> answer,
      List<Departure> departures) {
    this.payload = payload;
    this.answer = answer;
    this.departures = departures;
  }

  /** Of a request that what stands before Lambda does not hand on. */
  static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public String provider() {
    return "aws";
  }

  @Override
  public Running start(
      Map<String, String> variables, Map<String, String> secrets, ClassLoader loader) {
    if (secrets.isEmpty()) {
      return new RunningLambda(new LambdaEntryPoint(variables, loader), payload, answer, null);
    }
    KeptSecrets kept = KeptSecrets.of(secrets);
    Map<String, String> environment = new HashMap<>(variables);
    environment.putAll(kept.variables());
    try {
      return new RunningLambda(new LambdaEntryPoint(environment, loader), payload, answer, kept);
    } catch (RuntimeException | Error failed) {
      kept.close();
      throw failed;
    }
  }

  @Override
  public List<Departure> departures() {
    return departures;
  }

  @Override
  public boolean repeatsHeaders() {
    return departures.stream().noneMatch(each -> each.id().equals("sets-two-cookies"));
  }

  @Override
  public List<byte[]> foreignPayloads() {
    return ForeignPayloads.all();
  }

  @Override
  public Set<Event.Kind> kinds() {
    return EnumSet.complementOf(EnumSet.of(Event.Kind.RECORD_UPSERTED));
  }

  /** What pollers bring; all else comes alone. */
  @Override
  public boolean deliversTogether(Event.Kind kind) {
    return EnumSet.of(
            Event.Kind.QUEUE,
            Event.Kind.KAFKA,
            Event.Kind.RECORD_CREATED,
            Event.Kind.RECORD_UPDATED,
            Event.Kind.RECORD_DELETED)
        .contains(kind);
  }

  /** Of the others nobody tells a function. */
  @Override
  public boolean counts(Event.Kind kind) {
    return kind == Event.Kind.QUEUE;
  }

  /** A function URL does whose callers are IAM's, and an HTTP API. */
  @Override
  public boolean identifies() {
    return true;
  }

  /** CloudEvents come as documents: see {@link LambdaEntryPoint}. */
  @Override
  public boolean takesEventsByHttp() {
    return false;
  }

  @Override
  public int crowd() {
    return 50_000;
  }

  /**
   * A function.
   *
   * @param secrets {@code null} if it has none
   */
  private record RunningLambda(
      LambdaEntryPoint entryPoint,
      Function<HttpRequest, byte[]> payload,
      Function<byte[], HttpResponse> answer,
      KeptSecrets secrets)
      implements Running {

    @Override
    public HttpResponse http(HttpRequest request, Duration timeLeft) {
      try {
        return answer.apply(invoke(payload.apply(request), timeLeft));
      } catch (TooLarge refused) {
        return HttpResponse.of(413);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    @Override
    public Caller connect(String name, Duration timeLeft) {
      return new KnownCaller(this, name, timeLeft);
    }

    /** Lambda passes on type, message and stack trace of what the handler throws. */
    @Override
    public byte[] direct(byte[] payload, Duration timeLeft) throws DirectFailure {
      try {
        return invoke(payload, timeLeft);
      } catch (Throwable thrown) {
        throw new DirectFailure(told(thrown));
      }
    }

    private static String told(Throwable thrown) {
      StringBuilder told = new StringBuilder(thrown.toString());
      for (StackTraceElement element : thrown.getStackTrace()) {
        told.append("\n\tat ").append(element);
      }
      return thrown.getCause() == null
          ? told.toString()
          : told + "\nCaused by: " + told(thrown.getCause());
    }

    @Override
    public boolean comesAgain(Event.Kind kind, String text) {
      try {
        byte[] payload = Deliveries.of(kind, text).getBytes(StandardCharsets.UTF_8);
        String told = new String(invoke(payload, Duration.ofSeconds(10)), StandardCharsets.UTF_8);
        return told.contains("itemIdentifier");
      } catch (FailedInvocation failed) {
        return true;
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    @Override
    public List<Boolean> deliver(List<Occurrence> occurrences, Duration timeLeft) {
      try {
        byte[] told = invoke(Occurrences.payload(occurrences), timeLeft);
        return Occurrences.again(told, occurrences);
      } catch (FailedInvocation failed) {
        return Collections.nCopies(occurrences.size(), true);
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    private byte[] invoke(byte[] payload, Duration timeLeft) throws IOException {
      int remaining = (int) timeLeft.toMillis() + 500;
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      FakeContext context = new FakeContext(UUID.randomUUID().toString(), remaining, null);
      entryPoint.handleRequest(new ByteArrayInputStream(payload), output, context);
      return output.toByteArray();
    }

    /** Lambda ends a function by ending its process. */
    @Override
    public void close() {
      if (secrets != null) {
        secrets.close();
      }
    }
  }

  /** One whom the front door knows. */
  private record KnownCaller(RunningLambda function, String name, Duration timeLeft)
      implements Caller {
    @Override
    public HttpResponse http(HttpRequest request) {
      return answer(FakeFrontDoor.payloadOf(name, request));
    }

    @Override
    public HttpResponse broken(String method, String target) {
      return answer(FakeFrontDoor.payload(method, target));
    }

    private HttpResponse answer(byte[] payload) {
      try {
        return FakeFrontDoor.answer(function.invoke(payload, timeLeft));
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }

    @Override
    public void close() {
      // Nothing is kept of a caller.
    }
  }
}
