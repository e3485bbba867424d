package dev.portolan.provider.knative;

/** What the adapter answers for itself, without calling the function. */
final class Probes {
  static final String READY = "/.well-known/portolan/ready";
  static final String LIVE = "/.well-known/portolan/live";

  private Probes() {}
}
