package dev.portolan.images.config;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

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

  static String name(String provider, String key) {
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
