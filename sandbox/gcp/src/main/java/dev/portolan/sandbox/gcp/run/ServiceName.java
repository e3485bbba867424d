package dev.portolan.sandbox.gcp.run;

import dev.portolan.sandbox.gcp.wire.GoogleRefusal;
import dev.portolan.sandbox.gcp.wire.Project;

/** The parts of a full name below a location; of a revision, too. */
record ServiceName(String location, String id, String full) {

  static ServiceName of(String full) {
    String[] parts = full.split("/");
    return new ServiceName(parts[3], parts[parts.length - 1], full);
  }

  String locationName() {
    return "projects/" + Project.ID + "/locations/" + location;
  }

  /** A new name for an operation. */
  String operation(String id) {
    return locationName() + "/operations/" + id;
  }

  GoogleRefusal missing(String kind) {
    return RunError.NO_RESOURCE.refusal(id, kind, location, Project.ID);
  }
}
