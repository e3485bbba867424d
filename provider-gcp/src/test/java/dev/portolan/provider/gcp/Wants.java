package dev.portolan.provider.gcp;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.serving.Wanted;
import java.util.List;
import java.util.Map;

/** Functions as tests want them. */
public final class Wants {
  public static final Owner SHOP = Owner.of("com.acme", "shop", "dev");
  public static final Place PLACE = new Place(FakeGoogle.PROJECT, FakeGoogle.REGION);
  public static final Trigger NIGHTLY = new Trigger.Schedule("0 2 * * MON-FRI", "Europe/Rome");
  public static final Trigger ORDERS = new Trigger.Topic("orders", List.of("com.acme.placed"));

  private Wants() {}

  public static FunctionSpec spec(Trigger... triggers) {
    return FunctionSpec.of(
        "receipt", "a.Receipt", "java.lang.Void", "java.lang.Void", List.of(triggers));
  }

  public static Wanted of(FunctionSpec spec, Map<String, String> settings) {
    return Wanted.of(SHOP, spec, "a".repeat(64), PLACE, Settings.of(settings), Map.of());
  }

  public static Wanted of(Trigger... triggers) {
    return of(spec(triggers), Map.of());
  }
}
