package dev.portolan.provider.azure.config;

/**
 * The app settings by which a host finds a function's queue, without a key: what stands in {@code
 * function.json} is their names, so that the same package takes from another queue elsewhere.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger#identity-based-connections">Identity-based
 *     connections</a>
 */
public final class QueueConnection {
  /** What the others begin with; no setting is called so, which would be a key. */
  public static final String PREFIX = "PORTOLAN_QUEUE";

  /** The queue's name in its namespace. */
  public static final String NAME = PREFIX + "_NAME";

  /** Its resource id, by which a later run knows what right was given. */
  public static final String ID = PREFIX + "_ID";

  /** The namespace's host. */
  public static final String HOST = PREFIX + "__fullyQualifiedNamespace";

  private QueueConnection() {}
}
