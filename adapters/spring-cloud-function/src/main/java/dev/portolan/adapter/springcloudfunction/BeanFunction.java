package dev.portolan.adapter.springcloudfunction;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.HttpRequest;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.messaging.Message;

/**
 * A function of a Spring Cloud Function application, found in its catalog by its definition.
 *
 * <p>The application's context is started once, before the first invocation, without a web server.
 * Takes an {@link HttpRequest} or an {@link Event} of bytes, as the descriptor says.
 */
public final class BeanFunction implements PortableFunction<Object, Object>, Lifecycle {
  private final String application;
  private final String definition;
  private ConfigurableApplicationContext spring;
  private CatalogFunction function;

  /**
   * @param application binary name of the class that Spring Boot starts from
   * @param definition a bean's name, or several with {@code |} between them
   */
  public BeanFunction(String application, String definition) {
    this.application = application;
    this.definition = definition;
  }

  @Override
  public void start() throws ClassNotFoundException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader own = BeanFunction.class.getClassLoader();
    thread.setContextClassLoader(own);
    try {
      spring = Application.run(Class.forName(application, false, own));
      function = CatalogFunction.find(definition, spring);
    } catch (RuntimeException failed) {
      // nobody stops what did not start
      stop();
      throw failed;
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public Object handle(Object input, Context context) {
    if (input instanceof HttpRequest request) {
      Message<?> message = HttpWire.message(request, function, context);
      return HttpWire.response(function.call(message), message.getHeaders(), function);
    }
    function.call(EventWire.message((Event<?>) input, function, context));
    return null;
  }

  @Override
  public void stop() {
    if (spring != null) {
      spring.close();
    }
  }
}
