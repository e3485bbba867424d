package dev.portolan.provider.gcp.events;

/**
 * A database of Firestore that is there.
 *
 * @param location a region, or one of {@code nam5} and {@code eur3}
 * @param ofDocuments whether it is one in native mode; others have entities, and other events
 */
record Database(String location, boolean ofDocuments) {
  static Database of(Object location, Object type) {
    return new Database(String.valueOf(location), !"DATASTORE_MODE".equals(String.valueOf(type)));
  }
}
