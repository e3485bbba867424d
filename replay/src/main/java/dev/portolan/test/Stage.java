package dev.portolan.test;

import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.AdapterHarness;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.AssertionFailedError;

/** Starts the functions that one run of a test takes, compares what they did, and ends them. */
final class Stage
    implements ParameterResolver,
        TestExecutionExceptionHandler,
        AfterTestExecutionCallback,
        AfterEachCallback {
  private final AdapterHarness platform;
  private final Comparison comparison;
  private final Recording recording;
  private final Map<Class<?>, Replay<?>> replays = new LinkedHashMap<>();

  Stage(AdapterHarness platform, Comparison comparison) {
    this.platform = platform;
    this.comparison = comparison;
    this.recording = new Recording(platform);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Replay.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> function = function(parameter.getParameter().getParameterizedType());
    if (function == null || !PortableFunction.class.isAssignableFrom(function)) {
      throw new ParameterResolutionException(
          "no function is told by the type of the parameter "
              + parameter.getParameter()
              + ": let it be a Replay of your function's class, such as Replay<Hello>");
    }
    return replays.computeIfAbsent(
        function, type -> Replay.start(Described.of(type), platform, recording));
  }

  private static Class<?> function(Type type) {
    if (!(type instanceof ParameterizedType)) {
      return null;
    }
    Type argument = ((ParameterizedType) type).getActualTypeArguments()[0];
    if (argument instanceof ParameterizedType) {
      argument = ((ParameterizedType) argument).getRawType();
    }
    return argument instanceof Class ? (Class<?>) argument : null;
  }

  /** What was not as the test expects on this platform alone is told as that. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    Optional<String> difference =
        thrown instanceof AssertionError ? comparison.difference(recording) : Optional.empty();
    throw difference.isEmpty()
        ? thrown
        : new AssertionFailedError(thrown.getMessage() + "\n" + difference.get(), thrown);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isEmpty()) {
      comparison.add(recording);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    replays.values().forEach(Replay::close);
  }
}
