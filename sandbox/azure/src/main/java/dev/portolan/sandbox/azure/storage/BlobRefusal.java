package dev.portolan.sandbox.azure.storage;

/** The blob service says no. */
final class BlobRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final BlobError error;

  BlobRefusal(BlobError error) {
    super(error.code(), null, false, false);
    this.error = error;
  }

  BlobError error() {
    return error;
  }
}
