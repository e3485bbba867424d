package dev.portolan.deploy.portability;

import java.util.Objects;
import java.util.Optional;

/**
 * Where a finding is.
 *
 * @param className binary name; a jar's artifact, or a function's name, where no class is to blame
 * @param member the method, without its parameters; empty for the whole
 * @param source the source file, if the compiler noted it
 * @param line in the source; 0 where the class file does not tell
 */
public record Place(String className, String member, Optional<String> source, int line) {
  public Place {
    Objects.requireNonNull(className, "className");
    Objects.requireNonNull(member, "member");
    Objects.requireNonNull(source, "source");
  }

  /** A jar, or a function, as a whole. */
  public static Place of(String name) {
    return new Place(name, "", Optional.empty(), 0);
  }

  /** A member of it. */
  Place in(String name, int at) {
    return new Place(className, name, source, at);
  }

  /** {@code shop.Hello.handle (Hello.java:12)}, with what is known of it. */
  @Override
  public String toString() {
    String name = member.isEmpty() ? className : className + "." + member;
    return source.map(file -> name + " (" + file + (line > 0 ? ":" + line : "") + ")").orElse(name);
  }
}
