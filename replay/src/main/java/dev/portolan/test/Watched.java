package dev.portolan.test;

import dev.portolan.Batch;
import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import dev.portolan.Reject;
import dev.portolan.runtime.OnlyObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * Stands before a function that events call, and notes what it does with each: platforms are told
 * of a refusal as of a success.
 *
 * <p>Made by the adapter, from the descriptor, in the place of the function itself.
 */
final class Watched implements PortableFunction<Object, Object> {
  private final PortableFunction<Object, Object> function;
  private final Notes notes;

  /** One before a function of this class, which notes under this name. */
  @SuppressWarnings("unchecked")
  Watched(String className, String notes) throws Exception {
    this.notes = Notes.named(notes);
    Class<?> type = Class.forName(className);
    Object only = OnlyObject.of(type);
    if (only != null) {
      function = (PortableFunction<Object, Object>) only;
      return;
    }
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    try {
      function = (PortableFunction<Object, Object>) constructor.newInstance();
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown.getCause();
    }
  }

  @Override
  public Object handle(Object input, Context context) throws Exception {
    Page page = notes.page();
    Object output;
    page.take(input, Page.Did.BEGIN);
    try {
      output = function.handle(input, context);
    } catch (Reject refused) {
      page.take(input, Page.Did.REFUSE);
      throw refused;
    } catch (Throwable failed) {
      page.take(input, Page.Did.FAIL);
      throw failed;
    }
    if (input instanceof Batch<?> batch && output instanceof Batch.Result result) {
      page.take(batch, result);
    } else {
      page.take(input, Page.Did.HANDLE);
    }
    return output;
  }

  /** The function's hooks, if it has any. */
  Optional<Lifecycle> hooks() {
    return function instanceof Lifecycle hooks ? Optional.of(hooks) : Optional.empty();
  }
}
