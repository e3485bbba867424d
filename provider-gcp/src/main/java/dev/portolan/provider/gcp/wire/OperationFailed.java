package dev.portolan.provider.gcp.wire;

import com.google.rpc.Code;
import com.google.rpc.Status;
import java.util.Optional;

/** A long-running operation ended with an error: the call itself had been accepted. */
public final class OperationFailed extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Status status;

  public OperationFailed(Status status) {
    super(status.getMessage());
    this.status = status;
  }

  GoogleError error() {
    Code code = Code.forNumber(status.getCode());
    return new GoogleError(
        200, code == null ? "" : code.name(), status.getMessage(), "", "", Optional.empty());
  }
}
