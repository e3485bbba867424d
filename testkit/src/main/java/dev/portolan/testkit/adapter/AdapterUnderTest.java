package dev.portolan.testkit.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** What the contracts share: the harness of the adapter at hand. */
public interface AdapterUnderTest {

  /** The one harness on the class path. */
  default AdapterHarness harness() {
    List<AdapterHarness> found = new ArrayList<>();
    ServiceLoader.load(AdapterHarness.class).forEach(found::add);
    assertEquals(1, found.size(), "one AdapterHarness on the class path: " + found);
    return found.get(0);
  }

  /** Starts a function that takes the whole request. */
  default AdapterHarness.Running start(Class<? extends PortableFunction<?, ?>> function) {
    return start(function, "dev.portolan.HttpRequest");
  }

  /** Starts a function that takes this type. */
  default AdapterHarness.Running start(
      Class<? extends PortableFunction<?, ?>> function, String input) {
    return harness().start(FunctionUnderTest.of(function, input));
  }

  /** The body as text. */
  static String text(HttpResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /** Text as bytes. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
