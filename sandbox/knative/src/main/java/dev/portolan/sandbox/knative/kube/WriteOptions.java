package dev.portolan.sandbox.knative.kube;

import java.util.function.Consumer;

/**
 * How a write is done.
 *
 * @param manager who is noted as the owner of the fields
 * @param subresource empty for the object itself
 * @param dryRun whether all is done but keeping it
 * @param force whether an apply takes fields from other owners
 * @param user who asks
 * @param warnings takes what the client is told without being refused
 */
public record WriteOptions(
    String manager,
    String subresource,
    boolean dryRun,
    boolean force,
    String user,
    Consumer<String> warnings) {

  /** A write by someone in the cluster itself. */
  public static WriteOptions by(String manager) {
    return new WriteOptions(manager, "", false, false, "system:serviceaccount:" + manager, w -> {});
  }

  public WriteOptions withSubresource(String name) {
    return new WriteOptions(manager, name, dryRun, force, user, warnings);
  }
}
