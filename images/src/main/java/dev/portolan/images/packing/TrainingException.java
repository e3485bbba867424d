package dev.portolan.images.packing;

/** Says why there can be no start-up cache; the image goes without. */
final class TrainingException extends Exception {
  private static final long serialVersionUID = 1L;

  TrainingException(String message) {
    super(message);
  }
}
