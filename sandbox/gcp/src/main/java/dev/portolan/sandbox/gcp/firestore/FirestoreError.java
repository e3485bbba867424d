package dev.portolan.sandbox.gcp.firestore;

import dev.portolan.sandbox.Fidelity;
import dev.portolan.sandbox.gcp.wire.Canonical;
import dev.portolan.sandbox.gcp.wire.GoogleErrorShape;

/** What Firestore refuses. */
public enum FirestoreError implements GoogleErrorShape {
  // quoted in many issues of the Firebase and Firestore clients
  NO_DATABASE(
      Canonical.NOT_FOUND,
      "The database %s does not exist for project %s Please visit"
          + " https://console.cloud.google.com/datastore/setup?project=%2$s to add a Cloud Datastore"
          + " or Cloud Firestore database.",
      Fidelity.ISSUE),
  DATABASE_EXISTS(
      Canonical.ALREADY_EXISTS,
      "Database already exists. Please use another database_id",
      Fidelity.ISSUE),
  NO_DOCUMENT(Canonical.NOT_FOUND, "Document \"%s\" not found.", Fidelity.ISSUE),
  EXISTS(Canonical.ALREADY_EXISTS, "Document already exists: %s", Fidelity.ISSUE),
  // projects.databases.documents/createDocument: "must be either a ... or a collection"
  PATH(
      Canonical.INVALID_ARGUMENT,
      "Document name \"%s\" has an odd number of segments below documents.",
      Fidelity.ASSUMED),
  PRECONDITION(
      Canonical.INVALID_ARGUMENT,
      "the sandbox takes of preconditions exists alone",
      Fidelity.ASSUMED);

  private final Wording wording;

  FirestoreError(Canonical canonical, String message, Fidelity fidelity) {
    this.wording = new Wording(canonical, message, fidelity);
  }

  @Override
  public Wording wording() {
    return wording;
  }
}
