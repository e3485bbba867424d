package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Holds tags against the limits that IAM, the strictest of the services, sets. */
final class TagCheck {
  private static final int MOST = 50 - 6;

  private TagCheck() {}

  static void add(String function, Map<String, String> tags, List<Problem> problems) {
    if (tags.size() > MOST) {
      String what = tags.size() + " tags; AWS takes 50, and 6 of them are Portolan's";
      problems.add(Problem.of(function, what, "remove some"));
    }
    tags.forEach(
        (key, value) -> {
          String where = function + ": portolan.aws.tags." + key;
          if (!key.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,128}")) {
            problems.add(Problem.of(where, "is no key for a tag", "1 to 128 letters and digits"));
          }
          String plain = key.toLowerCase(Locale.ROOT);
          if (plain.startsWith("aws:") || plain.startsWith("portolan-")) {
            String what = "begins with aws: or portolan-, which are taken";
            problems.add(Problem.of(where, what, "choose another key"));
          }
          if (!value.matches("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{0,256}")) {
            String hint = "up to 256 letters, digits and _.:/=+@-";
            problems.add(Problem.of(where, "has a value that no tag can have", hint));
          }
        });
  }
}
