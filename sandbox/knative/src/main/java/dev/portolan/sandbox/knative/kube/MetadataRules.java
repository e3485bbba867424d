package dev.portolan.sandbox.knative.kube;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.sandbox.knative.kube.KubeErrors.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What names, labels and annotations may be. Source: kubernetes/apimachinery {@code
 * pkg/util/validation/validation.go}, {@code pkg/api/validation/objectmeta.go}.
 */
final class MetadataRules {
  private static final String SUBDOMAIN =
      "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
  private static final String NAME = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final Pattern SUBDOMAINS = Pattern.compile(SUBDOMAIN);
  private static final Pattern NAMES = Pattern.compile(NAME);
  private static final int ANNOTATIONS = 256 * 1024;

  private MetadataRules() {}

  static List<Cause> problems(JsonNode object) {
    List<Cause> all = new ArrayList<>();
    JsonNode metadata = object.path("metadata");
    String name = metadata.path("name").asText();
    if (name.isEmpty()) {
      all.add(
          new Cause(
              "FieldValueRequired",
              "Required value: name or generateName is required",
              "metadata.name"));
    } else if (!SUBDOMAINS.matcher(name).matches()) {
      all.add(
          invalid(
              "metadata.name",
              name,
              "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters,"
                  + " '-' or '.', and must start and end with an alphanumeric character (e.g."
                  + " 'example.com', regex used for validation is '"
                  + SUBDOMAIN
                  + "')"));
    } else if (name.length() > 253) {
      all.add(invalid("metadata.name", name, "must be no more than 253 characters"));
    }
    labels(metadata.path("labels"), all);
    annotations(metadata.path("annotations"), all);
    return all;
  }

  private static void labels(JsonNode labels, List<Cause> all) {
    for (Map.Entry<String, JsonNode> each : Json.fields(labels)) {
      key("metadata.labels", each.getKey(), all);
      String value = each.getValue().asText();
      if (value.length() > 63) {
        all.add(invalid("metadata.labels", value, "must be no more than 63 characters"));
      }
      if (!value.isEmpty() && !NAMES.matcher(value).matches()) {
        all.add(
            invalid(
                "metadata.labels",
                value,
                "a valid label must be an empty string or consist of alphanumeric characters, '-',"
                    + " '_' or '.', and must start and end with an alphanumeric character (e.g."
                    + " 'MyValue',  or 'my_value',  or '12345', regex used for validation is '("
                    + "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')"));
      }
    }
  }

  private static void annotations(JsonNode annotations, List<Cause> all) {
    long size = 0;
    for (Map.Entry<String, JsonNode> each : Json.fields(annotations)) {
      key("metadata.annotations", each.getKey(), all);
      size += each.getKey().length() + each.getValue().asText().length();
    }
    if (size > ANNOTATIONS) {
      all.add(
          new Cause(
              "FieldValueTooLong",
              "Too long: may not be more than " + ANNOTATIONS + " bytes",
              "metadata.annotations"));
    }
  }

  /** A qualified name: a name of at most 63 characters, before it a domain and a slash or not. */
  private static void key(String field, String key, List<Cause> all) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    if (slash >= 0 && !SUBDOMAINS.matcher(key.substring(0, slash)).matches()) {
      all.add(
          invalid(
              field,
              key,
              "prefix part a lowercase RFC 1123 subdomain must consist of lower"
                  + " case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric"
                  + " character (e.g. 'example.com', regex used for validation is '"
                  + SUBDOMAIN
                  + "')"));
    }
    if (name.length() > 63) {
      all.add(invalid(field, key, "name part must be no more than 63 characters"));
    }
    if (!NAMES.matcher(name).matches()) {
      all.add(
          invalid(
              field,
              key,
              "name part must consist of alphanumeric characters, '-', '_' or '.', and must start"
                  + " and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or"
                  + " '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?"
                  + "[A-Za-z0-9]')"));
    }
  }

  static Cause invalid(String field, String value, String why) {
    return new Cause("FieldValueInvalid", "Invalid value: \"%s\": %s".formatted(value, why), field);
  }
}
