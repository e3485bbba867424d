package dev.portolan.adapter.http;

import dev.portolan.PortableFunction;
import dev.portolan.testkit.adapter.AdapterHarness;
import dev.portolan.testkit.adapter.FunctionUnderTest;
import dev.portolan.testkit.adapter.IsolationContract;
import org.junit.jupiter.api.Assumptions;

/** Isolation on the threads that are not used unless somebody asks for them. */
final class IsolationTest implements IsolationContract {

  @Override
  public AdapterHarness.Running start(Class<? extends PortableFunction<?, ?>> function) {
    int release = Runtime.version().feature();
    Assumptions.assumeTrue(release >= 21, "this JVM has no virtual threads");
    return harness()
        .start(
            FunctionUnderTest.of(function, "dev.portolan.HttpRequest")
                .withVariable("PORTOLAN_THREADS", release < 24 ? "virtual" : "platform"));
  }
}
