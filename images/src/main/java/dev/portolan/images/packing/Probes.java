package dev.portolan.images.packing;

/** What the adapter answers for itself, without calling the function. */
public final class Probes {
  public static final String READY = "/.well-known/portolan/ready";

  private Probes() {}
}
