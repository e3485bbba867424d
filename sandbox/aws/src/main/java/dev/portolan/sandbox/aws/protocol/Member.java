package dev.portolan.sandbox.aws.protocol;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One member of an operation's input, with what the service accepts in it.
 *
 * @param type of the member, or of its elements or values when {@code shape} is a list or map
 * @param size of the list or map itself
 * @param members of the structure, or of the structures listed
 */
record Member(
    String name,
    boolean required,
    Shape shape,
    Type type,
    Range size,
    Range range,
    Set<String> options,
    Optional<Pattern> keys,
    Optional<Pattern> pattern,
    Place place,
    String wireName,
    List<Member> members) {

  enum Shape {
    SINGLE,
    LIST,
    MAP
  }

  enum Type {
    STRING,
    INTEGER,
    LONG,
    DOUBLE,
    BOOLEAN,
    BLOB,
    TIMESTAMP,
    STRUCTURE
  }

  enum Place {
    BODY,
    PATH,
    QUERY,
    HEADER,
    WHOLE_BODY
  }

  record Range(Optional<Long> min, Optional<Long> max) {
    static final Range ANY = new Range(Optional.empty(), Optional.empty());
  }

  /** As the service writes it in messages: first letter small. */
  String told() {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
