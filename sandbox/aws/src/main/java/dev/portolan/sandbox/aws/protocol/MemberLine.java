package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.aws.protocol.Member.Place;
import dev.portolan.sandbox.aws.protocol.Member.Range;
import dev.portolan.sandbox.aws.protocol.Member.Shape;
import dev.portolan.sandbox.aws.protocol.Member.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one line of an operation table: {@code Name[!] [list [a..b] | map [a..b] [keys~regex]] type
 * [a..b] [<option|option>] [~regex] [@place=wireName]}. An exclamation mark means required.
 */
final class MemberLine {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<name>\\w+)(?<required>!?)"
              + "( (?<shape>list|map)( (?<size>-?\\d*\\.\\.\\d*))?( keys~(?<keys>\\S+))?)?"
              + " (?<type>string|integer|long|double|boolean|blob|timestamp|structure)"
              + "( (?<range>-?\\d*\\.\\.\\d*))?( <(?<options>[^>]+)>)?"
              + "( ~(?<pattern>\\S+))?( @(?<place>\\w+)(=(?<wire>\\S+))?)?");

  private MemberLine() {}

  static Member read(String line, List<Member> members) {
    Matcher found = LINE.matcher(line.strip());
    if (!found.matches()) {
      throw new IllegalArgumentException("not a member: " + line);
    }
    String name = found.group("name");
    String shape = found.group("shape");
    return new Member(
        name,
        !found.group("required").isEmpty(),
        shape == null ? Shape.SINGLE : Shape.valueOf(shape.toUpperCase(Locale.ROOT)),
        Type.valueOf(found.group("type").toUpperCase(Locale.ROOT)),
        range(found.group("size")),
        range(found.group("range")),
        options(found.group("options")),
        Optional.ofNullable(found.group("keys")).map(Pattern::compile),
        Optional.ofNullable(found.group("pattern")).map(Pattern::compile),
        place(found.group("place")),
        Optional.ofNullable(found.group("wire")).orElse(name),
        List.copyOf(members));
  }

  private static Range range(String text) {
    if (text == null) {
      return Range.ANY;
    }
    int dots = text.indexOf("..");
    return new Range(number(text.substring(0, dots)), number(text.substring(dots + 2)));
  }

  private static Optional<Long> number(String digits) {
    return digits.isEmpty() ? Optional.empty() : Optional.of(Long.valueOf(digits));
  }

  private static Set<String> options(String text) {
    return text == null ? Set.of() : new LinkedHashSet<>(List.of(text.split("\\|")));
  }

  private static Place place(String text) {
    if (text == null) {
      return Place.BODY;
    }
    return text.equals("body") ? Place.WHOLE_BODY : Place.valueOf(text.toUpperCase(Locale.ROOT));
  }
}
