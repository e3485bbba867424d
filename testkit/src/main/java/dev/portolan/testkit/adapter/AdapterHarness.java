package dev.portolan.testkit.adapter;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.time.Duration;
import java.util.List;

/**
 * Plays one platform to its adapter: writes the platform's wire format, calls the real entry point,
 * reads the platform's answer.
 *
 * <p>Found through {@code ServiceLoader} on the class path of the adapter's tests.
 */
public interface AdapterHarness {

  /**
   * Starts the entry point as the platform would.
   *
   * @throws RuntimeException if the function does not start, with the adapter's own message
   */
  Running start(FunctionUnderTest function);

  /** Payloads of the platform that this adapter does not understand, one of each kind. */
  List<byte[]> foreignPayloads();

  /**
   * How many bytes of a request before its body the platform's own server lets through; at least 8
   * KiB.
   */
  default int headLimit() {
    return 16 * 1024;
  }

  /** Whether the platform's own server answers 400 to this path, and the adapter never sees it. */
  default boolean refuses(String rawPath) {
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
