package dev.portolan.adapter.awslambda;

import dev.portolan.Lifecycle;
import dev.portolan.runtime.Invoker;
import dev.portolan.runtime.StartException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Tells a function when Lambda takes a snapshot of its process and when a copy awakes.
 *
 * <p>Speaks to whichever CRaC there is, so that no function carries its jar: the {@code org.crac} a
 * project brought along, else the implementation that the managed runtime ships within its runtime
 * interface client (https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html,
 * https://github.com/aws/aws-lambda-java-libs).
 */
final class Snapshots implements InvocationHandler {
  private static final String[] PACKAGES = {"org.crac", "com.amazonaws.services.lambda.crac"};

  /** The runtime's context holds its resources weakly: this keeps ours alive. */
  private static volatile Object registered;

  private final Invoker invoker;

  private Snapshots(Invoker invoker) {
    this.invoker = invoker;
  }

  static void register(Invoker invoker) {
    for (String crac : PACKAGES) {
      if (register(invoker, crac, Snapshots.class.getClassLoader())) {
        return;
      }
    }
    throw new StartException(
        "SnapStart is on, but this runtime offers no CRaC: the function's hooks would not be called",
        null);
  }

  private static boolean register(Invoker invoker, String crac, ClassLoader loader) {
    try {
      Class<?> resource = Class.forName(crac + ".Resource", true, loader);
      Object context =
          Class.forName(crac + ".Core", true, loader).getMethod("getGlobalContext").invoke(null);
      registered =
          Proxy.newProxyInstance(
              resource.getClassLoader(), new Class<?>[] {resource}, new Snapshots(invoker));
      Class.forName(crac + ".Context", true, loader)
          .getMethod("register", resource)
          .invoke(context, registered);
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    } catch (ReflectiveOperationException unfit) {
      throw new StartException("The hooks of SnapStart cannot be registered", unfit);
    }
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Exception {
    Lifecycle lifecycle = invoker.lifecycle();
    switch (method.getName()) {
      case "beforeCheckpoint":
        invoker.forgetSecrets();
        lifecycle.beforeSnapshot();
        return null;
      case "afterRestore":
        lifecycle.afterRestore();
        return null;
      case "hashCode":
        return System.identityHashCode(proxy);
      case "equals":
        return proxy == arguments[0];
      default:
        return "the function's hooks";
    }
  }
}
