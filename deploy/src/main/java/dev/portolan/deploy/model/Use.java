package dev.portolan.deploy.model;

import java.util.Locale;
import java.util.Objects;

/**
 * What a function itself sends to, reads or stores in, as its class declares it: the deployer gives
 * it the right to, and tells it where that is.
 *
 * @param name the portable name
 */
public record Use(Kind kind, String name) {
  public Use {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
  }

  /** What is done, and with what. */
  public enum Kind {
    /** Sends messages to a queue. */
    SEND("queue", Feature.SENDING),
    /** Reads the objects of a bucket. */
    READ("bucket", Feature.BUCKETS),
    /** Stores objects in a bucket, and removes them. */
    WRITE("bucket", Feature.BUCKETS);

    private final String thing;
    private final Feature needs;

    Kind(String thing, Feature needs) {
      this.thing = thing;
      this.needs = needs;
    }

    /** What it is done with: {@code queue} or {@code bucket}. */
    public String thing() {
      return thing;
    }

    /** The feature a provider must have for it. */
    public Feature needs() {
      return needs;
    }

    /** As the descriptor calls it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The environment variable in which the adapter finds where the queue or bucket is. */
  public String variable() {
    return "PORTOLAN_USE_"
        + kind.thing.toUpperCase(Locale.ROOT)
        + "_"
        + name.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
