package dev.portolan.sandbox.aws.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.sandbox.BlobStore;
import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Doors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * What Lambda's control plane stands on.
 *
 * @param events calls functions where nobody waits for the answer
 * @param nextFailure how the next creation, update or publication ends; null for well
 */
public record LambdaWorld(
    Supplier<Timings> timings,
    AtomicReference<AsyncFailure> nextFailure,
    BlobStore blobs,
    DataPlane dataPlane,
    AsyncCalls events,
    Doors doors) {

  /** Lets what was just accepted end badly, if that was asked for. */
  void mayFail(ObjectNode configuration) {
    AsyncFailure failure = nextFailure.getAndSet(null);
    if (failure != null) {
      Configuration.fail(configuration, failure);
    }
  }
}
