package dev.portolan.sandbox.knative.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names as DNS knows them. Source: kubernetes/apimachinery {@code
 * pkg/util/validation/validation.go}.
 */
final class DnsLabel {
  private static final Pattern RFC_1035 = Pattern.compile("[a-z]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern RFC_1123 = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");

  private DnsLabel() {}

  /** What is wrong with a DNS-1035 label, in brackets as Go prints a list; empty if nothing is. */
  static String wrong1035(String name) {
    List<String> wrong = new ArrayList<>();
    if (name.length() > 63) {
      wrong.add("must be no more than 63 characters");
    }
    if (!RFC_1035.matcher(name).matches()) {
      wrong.add(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with"
              + " an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',"
              + "  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')");
    }
    return wrong.isEmpty() ? "" : "[" + String.join(" ", wrong) + "]";
  }

  static boolean is1123(String name) {
    return name.length() <= 63 && RFC_1123.matcher(name).matches();
  }

  static boolean isQualified(String name) {
    return name.length() <= 63 && QUALIFIED.matcher(name).matches();
  }
}
