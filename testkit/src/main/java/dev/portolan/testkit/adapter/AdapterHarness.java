package dev.portolan.testkit.adapter;

import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plays one platform to its adapter: writes the platform's wire format, calls the real entry point,
 * reads the platform's answer.
 *
 * <p>Found through {@code ServiceLoader} on the class path of the adapter's tests, and of the tests
 * of whoever writes functions.
 */
public interface AdapterHarness {

  /** The name of the provider whose platform this is, as its settings spell it. */
  String provider();

  /** Starts the entry point as the platform would, with a function that has no secrets. */
  default Running start(Map<String, String> variables, ClassLoader loader) {
    return start(variables, Map.of(), loader);
  }

  /**
   * Starts the entry point as the platform would.
   *
   * @param variables what a deployer sets, the function's name among them
   * @param secrets what the platform keeps, by the variables that stand for it in the code
   * @param loader sees the function's classes and its descriptor
   * @throws RuntimeException if the function does not start, with the adapter's own message
   */
  Running start(Map<String, String> variables, Map<String, String> secrets, ClassLoader loader);

  /** The variables of a platform that hands over secrets in the environment. */
  static Map<String, String> inEnvironment(Map<String, String> secrets) {
    if (secrets.isEmpty()) {
      return secrets;
    }
    Map<String, String> variables = new HashMap<>(secrets);
    variables.put("PORTOLAN_SECRET_KEYS", String.join(",", secrets.keySet()));
    return variables;
  }

  /** Starts the entry point with a function that no build has described. */
  default Running start(FunctionUnderTest function) {
    return start(function.variables(), function.loader());
  }

  /** Payloads of the platform that this adapter does not understand, one of each kind. */
  List<byte[]> foreignPayloads();

  /**
   * Where the platform's own server has requests answered otherwise than the contract's cases say,
   * and nothing could be done about it.
   */
  default List<Departure> departures() {
    return List.of();
  }

  /** Whether the platform's own server answers 400 to this path, and the adapter never sees it. */
  default boolean refuses(String rawPath) {
    return false;
  }

  /** Whether the platform puts a span of its own between the caller and the function. */
  default boolean addsSpans() {
    return false;
  }

  /**
   * Whether a response may have a header twice. Where it may not, the adapter joins the values, and
   * a second cookie makes the response a 500.
   */
  default boolean repeatsHeaders() {
    return true;
  }

  /**
   * Whether the header of a response may go beyond ASCII. Where it may not, it makes the response a
   * 500.
   */
  default boolean sendsBeyondAscii() {
    return true;
  }

  /**
   * Whether bytes that are not UTF-8 arrive in a request of this media type, or of none if it is
   * {@code null}. Where they do not, the request is 400 or 415, and the function is not called.
   */
  default boolean takesBytes(String mediaType) {
    return true;
  }

  /**
   * The status with which the platform's own server answers a request for this target in words of
   * its own, where the adapter never sees it; 0 if it does.
   */
  default int answersItself(String target) {
    return refuses(target) ? 400 : 0;
  }

  /**
   * The status of the answer to a bad input of {@link BadInputContract} on this platform.
   *
   * @param name of the input
   * @param status on all platforms that hand on what came
   */
  default int outcome(String name, int status) {
    return status;
  }

  /**
   * Whether the platform's own server names itself in the header {@code server} of each answer,
   * where no adapter can take it away.
   */
  default boolean namesItsServer() {
    return false;
  }

  /** Whether a function without a route is sent CloudEvents by HTTP; if not, that is 404. */
  default boolean takesEventsByHttp() {
    return true;
  }

  /** Whether the platform says who calls. */
  default boolean identifies() {
    return false;
  }

  /** How many requests of a crowd are answered in some five seconds on two processors. */
  default int crowd() {
    return IsolationContract.REQUESTS;
  }

  /** The kinds of events that the platform delivers to this adapter. */
  Set<Event.Kind> kinds();

  /**
   * Whether the platform can be made to deliver {@linkplain Occurrence occurrences} of this kind.
   */
  default boolean delivers(Event.Kind kind) {
    return kinds().contains(kind);
  }

  /** Why it cannot be made to deliver those of a kind, as the end of a sentence. */
  default String whyNot(Event.Kind kind) {
    return "it is not played for such events";
  }

  /**
   * Whether the platform hands over several of a kind together: messages of a queue, changes of a
   * table, records of a topic.
   */
  default boolean deliversTogether(Event.Kind kind) {
    return false;
  }

  /** Whether the platform tells which delivery of an event of this kind it is. */
  default boolean counts(Event.Kind kind) {
    return false;
  }

  /** A started function. Thread-safe. */
  interface Running extends AutoCloseable {

    /**
     * Sends a request the way a platform does that routes nothing itself.
     *
     * @param timeLeft how long the function may work, as it shall see it
     */
    HttpResponse http(HttpRequest request, Duration timeLeft);

    /** Sends a request to a function with ten seconds. */
    default HttpResponse http(HttpRequest request) {
      return http(request, Duration.ofSeconds(10));
    }

    /**
     * Sends a request without announcing how long its body is, if the platform's callers can do
     * that; else as any other.
     */
    default HttpResponse unmeasured(HttpRequest request) {
      return http(request);
    }

    /**
     * A caller that sends one request after the other, over one connection where there is one.
     *
     * @param name who the platform says it is, where it {@linkplain AdapterHarness#identifies()
     *     says that}
     * @param timeLeft how long the function may work
     */
    Caller connect(String name, Duration timeLeft);

    /** A caller of a function that has ten seconds. */
    default Caller connect(String name) {
      return connect(name, Duration.ofSeconds(10));
    }

    /**
     * Invokes the function with a document.
     *
     * @return the document it answered
     * @throws DirectFailure if the platform was told of a failure
     */
    byte[] direct(byte[] payload, Duration timeLeft) throws DirectFailure;

    /** Invokes a function with ten seconds. */
    default byte[] direct(byte[] payload) throws DirectFailure {
      return direct(payload, Duration.ofSeconds(10));
    }

    /**
     * Delivers an event in the platform's own envelope; of equal parameters the same event again.
     *
     * <p>Messages, records of Kafka and events of one's own carry the text. An object is {@code a
     * b.txt} in {@code photos}; a record has the key {@code 7}, and the text as its {@code name}
     * where there is a state after the change; a record of Kafka is in the topic {@code clicks}.
     *
     * @param kind one of {@link AdapterHarness#kinds()}
     * @return whether the platform will deliver it again
     */
    boolean comesAgain(Event.Kind kind, String text);

    /**
     * Delivers what happened, in the platform's own envelope.
     *
     * @param occurrences of a kind that the platform {@linkplain AdapterHarness#delivers delivers};
     *     several of one place if it hands over {@linkplain AdapterHarness#deliversTogether several
     *     together}, else one
     * @param timeLeft how long the function may work, as it shall see it
     * @return whether each will be delivered again, in their order
     */
    List<Boolean> deliver(List<Occurrence> occurrences, Duration timeLeft);

    /** What the function is told as the id of what happened. */
    default String id(Occurrence occurrence) {
      return occurrence.id();
    }

    @Override
    void close();
  }

  /**
   * Sends one request after the other. Not thread-safe.
   *
   * <p>Where the platform ends the connection with an answer, nothing may follow it: before the
   * next request, and at the end, this waits until the connection has ended.
   */
  interface Caller extends AutoCloseable {

    /**
     * Sends a request.
     *
     * @throws IllegalStateException if anything came after an answer that was to be the last
     */
    HttpResponse http(HttpRequest request);

    /**
     * Sends a request without headers and body that is malformed.
     *
     * @param target path and query as they are sent, though their escapes are none
     */
    HttpResponse broken(String method, String target);

    @Override
    void close();
  }

  /** All that the platform, and so the caller, is told about a failed invocation. */
  final class DirectFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String told;

    /**
     * A failure.
     *
     * @param told type, message and stack trace as the platform would pass them on
     */
    public DirectFailure(String told) {
      super(told);
      this.told = told;
    }

    /** Type, message and stack trace as the platform would pass them on. */
    public String told() {
      return told;
    }
  }
}
