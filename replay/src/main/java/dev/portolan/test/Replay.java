package dev.portolan.test;

import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.DescriptorLoader;
import dev.portolan.testkit.adapter.Occurrence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.opentest4j.TestAbortedException;

/**
 * A function that runs on one platform, for one run of a {@link PortolanTest}.
 *
 * <p>It is created and started for the run alone, in this process: what is static is shared with
 * the test and with the runs before. A function with hooks is stopped when the run ends, after the
 * methods that the test has for that; if it fails to, so does the test.
 *
 * <p>It is for tests of {@link PortolanTest} alone: a class whose constructor or method before each
 * test takes one has no others. A test that calls it from several threads gets the answers in an
 * order that differs from run to run, and fails for that.
 *
 * @param <F> the function's class
 */
public final class Replay<F extends PortableFunction<?, ?>> {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

  private final Described described;
  private final AdapterHarness.Running running;
  private final Recording recording;
  private final Notes notes;
  private final Duration timeLeft;

  private Replay(
      Described described,
      AdapterHarness.Running running,
      Recording recording,
      Notes notes,
      Duration timeLeft) {
    this.described = described;
    this.running = running;
    this.recording = recording;
    this.notes = notes;
    this.timeLeft = timeLeft;
  }

  static Replay<?> start(
      Described described,
      AdapterHarness platform,
      Map<String, String> secrets,
      Recording recording) {
    boolean watched = described.takesEvents() || described.hasHooks();
    Notes notes = watched ? Notes.open() : null;
    String descriptor = notes == null ? described.json() : described.json(notes.name());
    ClassLoader loader = new DescriptorLoader(described.type().getClassLoader(), descriptor);
    Map<String, String> variables = Map.of("PORTOLAN_FUNCTION", described.name());
    try {
      AdapterHarness.Running running = platform.start(variables, secrets, loader);
      return new Replay<>(described, running, recording, notes, TEN_SECONDS);
    } catch (RuntimeException | Error failed) {
      if (notes != null) {
        notes.close();
      }
      throw failed;
    }
  }

  /** The name of the provider whose platform this is. */
  public String provider() {
    return recording.provider();
  }

  /** The same function, called with so much time until its deadline; ten seconds else. */
  public Replay<F> withTimeLeft(Duration timeLeft) {
    return new Replay<>(described, running, recording, notes, timeLeft);
  }

  /** Sends a request in the platform's own format, and reads the answer from the platform's. */
  public Answer call(Request request) {
    Answer answer = new Answer(provider(), request, running.http(request.http(), timeLeft));
    recording.add(answer);
    return answer;
  }

  /**
   * Has something happen, delivers it in the platform's own envelope, and reads what the platform
   * is told.
   *
   * <p>Where the platform cannot be made to deliver such events, the rest of the test is skipped on
   * it, and says so.
   */
  public Delivery deliver(TestEvent event) {
    return deliverAll(List.of(event));
  }

  /**
   * The same with messages of one queue, changes of one table or records of one partition of Kafka.
   * They are delivered together where the platform does that and the function is told their ids,
   * since it takes an {@code Event} or a {@code Batch}; else one after the other.
   *
   * <p>Changes and records have an order: what is behind one that comes again comes again too, on
   * each platform.
   */
  public Delivery deliverTogether(TestEvent... events) {
    Set<String> places = new TreeSet<>();
    for (TestEvent event : events) {
      places.add(event.batch());
    }
    if (places.size() != 1 || places.contains("")) {
      throw new IllegalArgumentException(
          "nothing but messages of one queue, changes of one table or records of one partition is"
              + " delivered together: deliver the others one by one");
    }
    return deliverAll(List.of(events));
  }

  private List<Occurrence> occurrences(List<TestEvent> events) {
    List<Occurrence> occurrences = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (TestEvent event : events) {
      Occurrence occurrence = event.occurrence(notes.nextEvent());
      occurrences.add(occurrence);
      if (!ids.add(occurrence.id())) {
        throw new IllegalArgumentException(
            "two events that are delivered together have the id "
                + occurrence.id()
                + ", so nobody can tell which of them comes again: deliver them one by one");
      }
    }
    return occurrences;
  }

  private Delivery deliverAll(List<TestEvent> events) {
    if (!described.takesEvents()) {
      throw new IllegalArgumentException(
          described.name() + " is called by requests alone: no annotation of it asks for events");
    }
    for (TestEvent event : events) {
      described.requireListening(event);
      if (!recording.platform().delivers(event.kind())) {
        throw new TestAbortedException(
            provider()
                + " brings no "
                + event.kind()
                + ": "
                + recording.platform().whyNot(event.kind()));
      }
    }
    List<Occurrence> occurrences = occurrences(events);
    boolean together =
        described.takesIds()
            && events.stream().allMatch(e -> recording.platform().deliversTogether(e.kind()));
    List<Delivery.Outcome> outcomes =
        together ? notes.during(occurrences, this::delivered, running::id) : oneByOne(occurrences);
    Delivery delivery = new Delivery(provider(), events, outcomes);
    recording.add(delivery);
    return delivery;
  }

  /** What has an order waits behind one that comes again. */
  private List<Delivery.Outcome> oneByOne(List<Occurrence> occurrences) {
    List<Delivery.Outcome> outcomes = new ArrayList<>();
    Set<String> held = new HashSet<>();
    for (Occurrence each : occurrences) {
      Delivery.Outcome outcome =
          held.contains(each.order())
              ? Delivery.Outcome.AGAIN
              : notes.during(List.of(each), this::delivered, running::id).get(0);
      if (outcome == Delivery.Outcome.AGAIN && !each.order().isEmpty()) {
        held.add(each.order());
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  private List<Boolean> delivered(List<Occurrence> occurrences) {
    return running.deliver(occurrences, timeLeft);
  }

  void close() {
    try {
      running.close();
    } finally {
      if (notes != null) {
        notes.close();
      }
    }
  }

  /** The function and the provider. */
  @Override
  public String toString() {
    return described.name() + " on " + provider();
  }
}
