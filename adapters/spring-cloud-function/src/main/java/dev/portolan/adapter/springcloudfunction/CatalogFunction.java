package dev.portolan.adapter.springcloudfunction;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.function.context.catalog.SimpleFunctionRegistry.FunctionInvocationWrapper;
import org.springframework.cloud.function.json.JsonMapper;
import org.springframework.context.ApplicationContext;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A function as Spring's catalog has it: types read, input converted, beans composed. */
final class CatalogFunction {
  private final FunctionInvocationWrapper wrapper;
  private final JsonMapper json;
  private final Input input;

  private CatalogFunction(FunctionInvocationWrapper wrapper, ApplicationContext spring) {
    this.wrapper = wrapper;
    this.json = spring.getBean(JsonMapper.class);
    this.input = new Input(wrapper, spring);
  }

  /**
   * The function of that definition.
   *
   * @throws IllegalStateException if the catalog has none; names those that it has
   */
  static CatalogFunction find(String definition, ApplicationContext spring) {
    FunctionCatalog catalog = spring.getBean(FunctionCatalog.class);
    List<String> parts =
        Arrays.stream(definition.split("[|,]"))
            .map(String::strip)
            .filter(p -> !p.isEmpty())
            .toList();
    for (String part : parts) {
      if (lookup(part, catalog).isRoutingFunction()) {
        throw new IllegalStateException(
            part + " lets a request say which function answers it: name the function itself");
      }
    }
    return new CatalogFunction(lookup(String.join("|", parts), catalog), spring);
  }

  /** Where it has one function alone, Spring finds that by any name. */
  private static FunctionInvocationWrapper lookup(String name, FunctionCatalog catalog) {
    FunctionInvocationWrapper wrapper = catalog.lookup(name);
    if (wrapper == null || !wrapper.getFunctionDefinition().equals(name)) {
      throw new IllegalStateException(
          "the application has no function '"
              + name
              + "', only "
              + new TreeSet<>(catalog.getNames(null)));
    }
    return wrapper;
  }

  /** What it takes. */
  Input input() {
    return input;
  }

  /** What the function answers to a message, waited for; several values are a list. */
  Object call(Message<?> message) {
    return awaited(wrapper.apply(input.isNothing() ? null : message));
  }

  byte[] write(Object value) {
    return json.toJson(value);
  }

  private static Object awaited(Object result) {
    if (result instanceof Flux<?> flux) {
      return flux.collectList().block();
    }
    return result instanceof Mono<?> mono ? mono.block() : result;
  }
}
