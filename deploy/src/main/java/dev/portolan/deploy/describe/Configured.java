package dev.portolan.deploy.describe;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a project configures about its class files.
 *
 * @param definitions functions that are made of the beans of a framework; where there are any, its
 *     other beans are no functions
 * @param codec the class that reads and writes JSON, instead of the one that is on the class path
 */
public record Configured(List<Definition> definitions, Optional<Codec> codec) {
  /** Nothing. */
  public static final Configured NOTHING = new Configured(List.of(), Optional.empty());

  public Configured {
    definitions = List.copyOf(definitions);
    Objects.requireNonNull(codec, "codec");
  }

  /**
   * A codec by its name.
   *
   * @param where where it stands: {@code pom.xml:41}
   */
  public record Codec(String className, String where) {
    public Codec {
      Objects.requireNonNull(className, "className");
      Objects.requireNonNull(where, "where");
    }
  }
}
