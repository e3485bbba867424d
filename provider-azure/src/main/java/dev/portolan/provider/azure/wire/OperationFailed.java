package dev.portolan.provider.azure.wire;

/** A long-running operation ended without success: the call itself had been accepted. */
public final class OperationFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;

  public OperationFailed(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Resource Manager's error code; the operation's status where it gave none. */
  public String code() {
    return code;
  }
}
