package dev.portolan.deploy.model;

/**
 * What a provider can or cannot do. A provider is held to its claims both ways: what it claims
 * passes the contracts, what it does not claim is refused before any cloud call.
 */
public enum Feature {
  HTTP("HTTP requests, callers identified by the platform"),
  PUBLIC_HTTP("HTTP requests from anyone"),
  JWT("HTTP requests, callers identified by signed tokens of an issuer of your own"),
  STREAMING("responses sent while they are produced"),
  CORS("responses that pages of other origins may read"),
  DIRECT_INVOCATION("typed JSON in and out, called through the provider's own API"),
  SCHEDULE("schedules, as cron expressions in a time zone"),
  TOPIC("events of a topic, filtered by type"),
  QUEUE("messages of a queue, one by one or in batches"),
  OBJECTS("objects stored in a bucket, or removed from it"),
  RECORDS("records of a table, inserted, changed or removed"),
  KAFKA("records of Kafka topics"),
  DEAD_LETTER("events that are refused, or fail for good, kept in a queue"),
  SENDING("messages that the function sends to a queue"),
  BUCKETS("objects that the function reads from a bucket, or stores in it"),
  ENVIRONMENT("environment variables"),
  SECRET_REFERENCES("secrets by reference, resolved when the function runs"),
  MAX_CONCURRENCY("an upper bound on concurrent invocations"),
  ARM64("the arm64 architecture"),
  SNAPSHOT("starting from a snapshot of the initialised function"),
  PROBE("the new version is probed before it serves"),
  ROLLBACK("rollback to a kept version, without building it again"),
  LOGS("reading the function's logs"),
  OWN_PERMISSIONS("the function's own permissions, as statements or a role");

  private final String description;

  Feature(String description) {
    this.description = description;
  }

  /** One line for people, as the feature table prints it. */
  public String description() {
    return description;
  }
}
