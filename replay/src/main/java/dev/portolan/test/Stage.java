package dev.portolan.test;

import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.AdapterHarness;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Starts the functions that one run of a test takes, compares what they did, and ends them. */
final class Stage implements ParameterResolver, TestExecutionExceptionHandler, AfterEachCallback {
  private final AdapterHarness platform;
  private final Comparison comparison;
  private final Map<String, String> secrets;
  private final Recording recording;
  private final Map<Class<?>, Replay<?>> replays = new LinkedHashMap<>();

  Stage(AdapterHarness platform, Comparison comparison, Map<String, String> secrets) {
    this.platform = platform;
    this.comparison = comparison;
    this.secrets = secrets;
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
        function, type -> Replay.start(Described.of(type), platform, secrets, recording));
  }

  private static Class<?> function(Type type) {
    if (!(type instanceof ParameterizedType)) {
      return null;
    }
    Type argument = ((ParameterizedType) type).getActualTypeArguments()[0];
    if (argument instanceof WildcardType) {
      argument = ((WildcardType) argument).getUpperBounds()[0];
    }
    if (argument instanceof ParameterizedType) {
      argument = ((ParameterizedType) argument).getRawType();
    }
    return argument instanceof Class ? (Class<?>) argument : null;
  }

  /** What was not as the test expects on this platform alone is told as that. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable thrown)
      throws Throwable {
    throw thrown instanceof AssertionError failed
        ? Failure.of(failed, recording, comparison)
        : thrown;
  }

  /** Comes after the methods that the test has for that, so that what they do is compared too. */
  @Override
  public void afterEach(ExtensionContext context) {
    try {
      compare(context.getExecutionException());
    } finally {
      close();
    }
  }

  private void compare(Optional<Throwable> thrown) {
    if (thrown.isEmpty()) {
      comparison.add(recording.soFar());
    } else if (thrown.get() instanceof TestAbortedException) {
      comparison.require(recording);
    }
  }

  /** Closes all, whatever becomes of one. */
  private void close() {
    RuntimeException failed = null;
    for (Replay<?> replay : replays.values()) {
      try {
        replay.close();
      } catch (RuntimeException thrown) {
        if (failed == null) {
          failed = thrown;
        } else {
          failed.addSuppressed(thrown);
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
