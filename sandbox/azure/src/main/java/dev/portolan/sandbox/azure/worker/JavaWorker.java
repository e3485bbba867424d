package dev.portolan.sandbox.azure.worker;

import com.microsoft.azure.functions.ExecutionContext;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;

/**
 * Loads functions and calls them ({@code JavaFunctionBroker}). Thread-safe: Azure's worker has a
 * thread for each invocation, however many there are ({@code JavaWorkerClient}).
 */
public final class JavaWorker {
  private final AppClasses classes;
  private final Instances instances;
  private final Map<String, Definition> functions = new ConcurrentHashMap<>();

  private JavaWorker(AppClasses classes, Instances instances) {
    this.classes = classes;
    this.instances = instances;
  }

  /**
   * A worker for functions that were published.
   *
   * @param library the jar of Azure's library, in {@code annotationLib}
   */
  public static JavaWorker of(File library) {
    return new JavaWorker(new AppClasses(library), Instances.NEW);
  }

  /** A worker for functions of this process. */
  public static JavaWorker within(ClassLoader loader, Instances instances) {
    return new JavaWorker(AppClasses.within(loader), instances);
  }

  /**
   * Loads a function.
   *
   * @throws Exception what the host is told
   */
  public void load(Loading loading) throws Exception {
    classes.add(new File(loading.scriptFile()));
    functions.put(loading.id(), Definition.of(loading, classes.loader()));
  }

  /**
   * Calls a function.
   *
   * @param logger what the function logs to
   * @throws Error which nobody catches but the pool of threads: the host hears nothing then, and
   *     waits until the time is up ({@code MessageHandler}; azure-functions-java-worker#64)
   */
  public Outcome invoke(Invocation call, Logger logger) {
    try {
      Thread.currentThread().setContextClassLoader(classes.loader());
      return Outcome.of(returned(call, logger));
    } catch (Exception thrown) {
      return Outcome.of(thrown);
    } finally {
      Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
    }
  }

  private Datum returned(Invocation call, Logger logger) throws Exception {
    Definition function = functions.get(call.function());
    if (function == null) {
      throw new NoSuchMethodException("Cannot find method with ID \"" + call.function() + "\"");
    }
    InvocationContext context = new InvocationContext(call, function.loading().name(), logger);
    Object[] arguments = arguments(function, context);
    boolean none = Modifier.isStatic(function.method().getModifiers());
    Object instance = none ? null : instances.of(function.type());
    Object result = function.method().invoke(instance, arguments);
    boolean told = "out".equals(function.loading().bindings().get("$return"));
    return told && function.method().getReturnType() != void.class
        ? Returned.of(result)
        : new Datum.None();
  }

  private static Object[] arguments(Definition function, InvocationContext context)
      throws IOException {
    List<Definition.Bound> parameters = function.parameters();
    Object[] arguments = new Object[parameters.size()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = argument(parameters.get(i), context);
    }
    return arguments;
  }

  private static Object argument(Definition.Bound parameter, InvocationContext context) {
    if (parameter.binding() != null && !parameter.binding().isEmpty()) {
      return context.getBindingData(parameter.binding(), parameter.type()).get().getValue();
    }
    if (!parameter.metadata().isEmpty()) {
      return context
          .getDataStore()
          .getTriggerMetatDataByName(parameter.metadata(), parameter.type())
          .get()
          .getValue();
    }
    if (parameter.type() == ExecutionContext.class) {
      return context;
    }
    throw new ClassCastException(
        "class " + InvocationContext.class.getName() + " cannot be cast to class java.lang.String");
  }
}
