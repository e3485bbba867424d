package dev.portolan.test;

import java.util.stream.Stream;
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
    return Platforms.named(providers).stream()
        .map(platform -> new OneReplay(name, platform, comparison));
  }
}
