package dev.portolan.provider.gcp.functions;

import com.google.cloud.functions.v2.Function;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.List;
import java.util.Map;

/** Functions to lower. */
final class Functions {
  static final Owner OWNER = Owner.of("com.example", "shop", "dev");
  static final Place PLACE = new Place("shop-1", "europe-west1");
  static final String ARTIFACT = "0123456789abcdef".repeat(4);

  private Functions() {}

  static FunctionSpec spec() {
    return FunctionSpec.of(
            "hello",
            "com.example.Hello",
            "java.lang.String",
            "java.lang.String",
            List.of(new Trigger.Http("/hello", List.of("GET"), Trigger.Access.PUBLIC)))
        .withEnvironment(Map.of("GREETING", "Hello", "PASSWORD", "secret://db#7"));
  }

  static Wanted wanted(FunctionSpec spec, String artifact, Map<String, String> settings) {
    return Wanted.of(
        OWNER, spec, artifact, PLACE, Settings.of(settings), Map.of("PORTOLAN_RUNTIME", "java21"));
  }

  static Function lowered(FunctionSpec spec, Map<String, String> settings) {
    return Lowering.of(wanted(spec, ARTIFACT, settings), "java21", PLACE);
  }

  static Function lowered() {
    return lowered(spec(), Map.of());
  }
}
