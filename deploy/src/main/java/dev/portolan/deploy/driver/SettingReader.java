package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.Problem;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads settings one by one and collects what is wrong instead of stopping there.
 *
 * @param provider whose settings these are
 * @param place before the setting's name, in what people are told
 * @param problems takes what is wrong
 */
public record SettingReader(
    String provider, String place, Settings settings, List<Problem> problems) {
  public static SettingReader of(String provider, Settings settings, List<Problem> problems) {
    return new SettingReader(provider, "", settings, problems);
  }

  /** A setting's name in full. */
  public static String name(String provider, String key) {
    return "portolan." + provider + "." + key;
  }

  public SettingReader within(String name) {
    return new SettingReader(provider, name + ": ", settings, problems);
  }

  public void problem(String key, String what, String hint) {
    problems.add(Problem.of(place + name(provider, key), what, hint));
  }

  public Optional<String> text(String key) {
    return settings.get(key).map(String::strip);
  }

  /**
   * A text of a form.
   *
   * @param form what it looks like, for people
   */
  public Optional<String> text(String key, String pattern, String form) {
    Optional<String> value = text(key);
    if (value.isPresent() && !value.get().matches(pattern)) {
      problem(key, "'" + value.get() + "' is not " + form, "");
      return Optional.empty();
    }
    return value;
  }

  /** Texts between commas, each once, sorted. */
  public List<String> list(String key) {
    return Stream.of(text(key).orElse("").split(","))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .distinct()
        .sorted()
        .toList();
  }

  /** An address whose answers nobody reads on the way: of TLS, or of this machine. */
  public Optional<URI> address(String key) {
    Optional<String> text = text(key);
    try {
      Optional<URI> uri = text.map(URI::create);
      if (uri.isEmpty() || Loopback.safe(uri.get())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    problem(
        key,
        "'" + text.get() + "' is no https address, nor one of this machine",
        "write https://host, or http://127.0.0.1:port");
    return Optional.empty();
  }

  public boolean flag(String key) {
    return oneOf(key, false, new Boolean[] {true, false}, String::valueOf);
  }

  public int number(String key, int otherwise, int least, int most) {
    Optional<String> value = text(key);
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(value.get());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException ignored) {
      // told below, with what is allowed
    }
    problem(key, "'" + value.get() + "' is not a number from " + least + " to " + most, "");
    return otherwise;
  }

  public <T> T oneOf(String key, T otherwise, T[] values, Function<T, String> name) {
    Optional<String> given = text(key);
    if (given.isEmpty()) {
      return otherwise;
    }
    Optional<T> match =
        Arrays.stream(values).filter(value -> name.apply(value).equals(given.get())).findFirst();
    if (match.isEmpty()) {
      String known = Arrays.stream(values).map(name).collect(Collectors.joining(", "));
      problem(key, "'" + given.get() + "' is none of " + known, "");
    }
    return match.orElse(otherwise);
  }
}
