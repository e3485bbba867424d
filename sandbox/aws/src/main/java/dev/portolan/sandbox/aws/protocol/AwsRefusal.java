package dev.portolan.sandbox.aws.protocol;

import dev.portolan.sandbox.ErrorShape;
import java.util.Map;

/** A service says no. Carries what its protocol needs to say it. */
public final class AwsRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient ErrorShape shape;
  private final transient Map<String, String> details;

  public AwsRefusal(ErrorShape shape, String message, Map<String, String> details) {
    super(message, null, false, false);
    this.shape = shape;
    this.details = Map.copyOf(details);
  }

  public ErrorShape shape() {
    return shape;
  }

  /** Further members of the error beside its code and message. */
  public Map<String, String> details() {
    return details;
  }
}
