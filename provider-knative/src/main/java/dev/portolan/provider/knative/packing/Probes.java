package dev.portolan.provider.knative.packing;

/** What the adapter answers for itself, without calling the function. */
public final class Probes {
  public static final String READY = "/.well-known/portolan/ready";
  static final String LIVE = "/.well-known/portolan/live";

  private Probes() {}
}
