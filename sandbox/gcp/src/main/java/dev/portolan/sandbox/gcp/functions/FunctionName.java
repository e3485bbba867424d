package dev.portolan.sandbox.gcp.functions;

import dev.portolan.sandbox.gcp.wire.Ids;
import dev.portolan.sandbox.gcp.wire.Project;
import java.util.Locale;

/** The parts of a function's full name. */
record FunctionName(String location, String id, String full) {
  private static final int LONGEST = 49;

  static FunctionName of(String full) {
    String[] parts = full.split("/");
    return new FunctionName(parts[3], parts[5], full);
  }

  String parent() {
    return "projects/" + Project.ID + "/locations/" + location;
  }

  /**
   * The id of its Cloud Run service: lower case, with dashes for underscores. How a name that is
   * too long is cut is not documented: here its hash keeps two of them apart.
   */
  String serviceId() {
    String plain = id.toLowerCase(Locale.ROOT).replace('_', '-');
    return plain.length() <= LONGEST
        ? plain
        : plain.substring(0, LONGEST - 9).replaceAll("-+$", "") + "-" + Ids.of(id, 8);
  }

  String service() {
    return parent() + "/services/" + serviceId();
  }
}
