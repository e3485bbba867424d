package dev.portolan.deploy.model;

/**
 * The variable by which a function's adapter finds where what the function refuses goes. What its
 * value is like is each provider's own: an address that the adapter for its platform knows.
 */
public final class DeadLetterVariable {
  public static final String NAME = "PORTOLAN_DEAD_LETTER";

  private DeadLetterVariable() {}
}
