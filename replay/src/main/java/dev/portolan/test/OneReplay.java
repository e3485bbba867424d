package dev.portolan.test;

import dev.portolan.testkit.adapter.AdapterHarness;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;

/** One run of a test, on one platform. */
record OneReplay(
    String test, AdapterHarness platform, Comparison comparison, Map<String, String> secrets)
    implements TestTemplateInvocationContext {

  @Override
  public String getDisplayName(int invocation) {
    return test + " [" + platform.provider() + "]";
  }

  @Override
  public List<Extension> getAdditionalExtensions() {
    return List.of(new Stage(platform, comparison, secrets));
  }
}
