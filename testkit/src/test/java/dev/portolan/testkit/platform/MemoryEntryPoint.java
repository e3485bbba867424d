package dev.portolan.testkit.platform;

import dev.portolan.PortableFunction;

/** What the memory cloud would call, if it called anything. */
public final class MemoryEntryPoint {
  /** Hands a function its input. */
  public static <I, O> O call(PortableFunction<I, O> function, I input) throws Exception {
    return function.handle(input, null);
  }

  private MemoryEntryPoint() {}
}
