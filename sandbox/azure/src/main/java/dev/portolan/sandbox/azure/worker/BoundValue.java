package dev.portolan.sandbox.azure.worker;

/** A value that was converted ({@code BindingData}). */
public final class BoundValue {
  private final Object value;

  BoundValue(Object value) {
    this.value = value;
  }

  /** The value; {@code null} where there is none. */
  public Object getValue() {
    return value;
  }
}
