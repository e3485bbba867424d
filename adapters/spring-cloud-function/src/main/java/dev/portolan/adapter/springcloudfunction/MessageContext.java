package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Bucket;
import dev.portolan.Context;
import dev.portolan.Identity;
import dev.portolan.QueueSender;
import dev.portolan.Trace;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.messaging.Message;

/**
 * What is known of an invocation where something else than Portolan calls, such as Spring's web
 * module: no deadline, no caller, no secrets, queues and buckets.
 */
final class MessageContext implements Context {
  /** As far away as what counts in milliseconds can tell. */
  private static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final String function;
  private final Message<?> message;
  private final String id;
  private final Trace trace;

  MessageContext(String function, Message<?> message) {
    this.function = function;
    this.message = message;
    UUID given = message.getHeaders().getId();
    id = (given == null ? UUID.randomUUID() : given).toString();
    Object parent = message.getHeaders().get("traceparent");
    Object state = message.getHeaders().get("tracestate");
    trace =
        parent instanceof String text && Trace.isValid(text)
            ? new Trace(text, state instanceof String more ? more : "")
            : new Trace("00-" + hex(16) + "-" + hex(8) + "-00", "");
  }

  private static String hex(int bytes) {
    byte[] random = new byte[bytes];
    RANDOM.nextBytes(random);
    random[0] |= 1;
    return HexFormat.of().formatHex(random);
  }

  @Override
  public String invocationId() {
    return id;
  }

  @Override
  public String functionName() {
    return function;
  }

  @Override
  public Instant deadline() {
    return NEVER;
  }

  @Override
  public Duration remaining() {
    return Duration.between(Instant.now(), NEVER);
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Trace trace() {
    return trace;
  }

  @Override
  public Optional<Identity> identity() {
    return Optional.empty();
  }

  @Override
  public System.Logger logger() {
    return System.getLogger(function);
  }

  @Override
  public String secret(String key) {
    throw nothing("secrets");
  }

  @Override
  public QueueSender queue(String name) {
    throw nothing("queues");
  }

  @Override
  public Bucket bucket(String name) {
    throw nothing("buckets");
  }

  private IllegalStateException nothing(String things) {
    return new IllegalStateException(
        "no " + things + " here: what calls " + function + " is not Portolan, but Spring alone");
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return type.isInstance(message) ? Optional.of(type.cast(message)) : Optional.empty();
  }
}
