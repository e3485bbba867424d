package dev.portolan.sandbox.gcp.run;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What labels and annotations must be; service.proto names the namespaces that are rejected. */
public final class LabelRules {
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
  private static final Pattern VALUE = Pattern.compile("[a-z0-9_-]{0,63}");
  private static final List<String> SYSTEM =
      List.of(
          "run.googleapis.com",
          "cloud.googleapis.com",
          "serving.knative.dev",
          "autoscaling.knative.dev");

  private final String where;

  /** Rules that name fields below this one. */
  public LabelRules(String where) {
    this.where = where;
  }

  // https://cloud.google.com/run/docs/configuring/services/labels
  public void check(Map<String, String> labels) {
    labels.forEach(
        (key, value) -> {
          if (!KEY.matcher(key).matches()) {
            throw RunError.violation(
                where + ".labels",
                "label key '"
                    + key
                    + "' must have lower-case letters, digits, - and _ only, begin"
                    + " with a letter and have at most 63 characters.");
          }
          if (!VALUE.matcher(value).matches()) {
            throw RunError.violation(
                where + ".labels",
                "label value '"
                    + value
                    + "' must have lower-case letters, digits, - and _ only and"
                    + " at most 63 characters.");
          }
        });
    if (labels.size() > 64) {
      throw RunError.violation(where + ".labels", "must not have more than 64 labels.");
    }
  }

  void annotations(Map<String, String> annotations) {
    for (String key : annotations.keySet()) {
      if (SYSTEM.stream().anyMatch(each -> key.startsWith(each + "/"))) {
        throw RunError.violation(
            where + ".annotations", "annotation '" + key + "' is in a namespace of the system.");
      }
    }
  }
}
