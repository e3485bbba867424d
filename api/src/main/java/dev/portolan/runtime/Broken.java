package dev.portolan.runtime;

/**
 * What a platform is told when the process cannot go on, out of memory for one: the invocation's
 * id.
 *
 * <p>An {@code Error} of the machine, because platforms take that as the sign to replace the
 * instance.
 */
public final class Broken extends VirtualMachineError {
  private static final long serialVersionUID = 1L;

  Broken(String id) {
    super(id);
    setStackTrace(new StackTraceElement[0]);
  }
}
