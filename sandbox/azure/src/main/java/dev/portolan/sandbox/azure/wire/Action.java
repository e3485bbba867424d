package dev.portolan.sandbox.azure.wire;

import dev.portolan.sandbox.WireResponse;

/** Carries out one call: refuses with {@link ArmRefusal}, or changes the state and answers. */
@FunctionalInterface
public interface Action {
  WireResponse run(Call call);
}
