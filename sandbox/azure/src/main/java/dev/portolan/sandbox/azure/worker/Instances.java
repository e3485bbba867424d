package dev.portolan.sandbox.azure.worker;

/**
 * Makes what a method is called on, anew for every call: {@code FunctionInstanceInjector} of
 * Azure's worker.
 */
@FunctionalInterface
public interface Instances {

  /** As the worker does where nobody offers to do it ({@code JavaFunctionBroker}). */
  Instances NEW = type -> type.getDeclaredConstructor().newInstance();

  /** An instance of this class. */
  Object of(Class<?> type) throws Exception;
}
