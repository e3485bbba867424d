package dev.portolan.test;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Has a test run once for each provider that it names. */
final class Replays implements TestTemplateInvocationContextProvider {

  @Override
  public boolean supportsTestTemplate(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getTestMethod(), PortolanTest.class);
  }

  @Override
  public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(
      ExtensionContext context) {
    String[] providers =
        AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), PortolanTest.class)
            .orElseThrow()
            .providers();
    Comparison comparison = new Comparison();
    // "greets(Replay)", where nobody gave it another name
    String name = context.getDisplayName().replaceFirst("\\([^()]*\\)$", "()");
    Map<String, String> secrets = secrets(context);
    return Platforms.named(providers).stream()
        .map(platform -> new OneReplay(name, platform, comparison, secrets));
  }

  /** Those of the class, and of the test, which may give one of the same key another value. */
  private static Map<String, String> secrets(ExtensionContext context) {
    Map<String, String> secrets = new TreeMap<>();
    for (AnnotatedElement place :
        List.of(context.getRequiredTestClass(), context.getRequiredTestMethod())) {
      AnnotationSupport.findRepeatableAnnotations(place, WithSecret.class)
          .forEach(secret -> secrets.put(named(secret.key()), secret.value()));
    }
    return secrets;
  }

  private static String named(String key) {
    if (!key.matches("[A-Z][A-Z0-9_]*") || key.startsWith("PORTOLAN_")) {
      throw new ExtensionConfigurationException(
          "@WithSecret(key = \""
              + key
              + "\"): name the environment variable that stands for the secret, in upper case");
    }
    return key;
  }
}
