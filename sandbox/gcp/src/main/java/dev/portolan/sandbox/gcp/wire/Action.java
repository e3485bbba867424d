package dev.portolan.sandbox.gcp.wire;

import com.google.protobuf.Message;

/** Carries out one method: refuses with {@link GoogleRefusal}, or changes the state and answers. */
@FunctionalInterface
public interface Action<R extends Message> {
  Message run(R request, Call call);
}
