package dev.portolan.sandbox.azure.worker;

import java.lang.reflect.Type;
import java.util.Optional;

/** The values of an invocation ({@code BindingDataStore}). */
public final class BoundValues {
  private final Invocation call;

  BoundValues(Invocation call) {
    this.call = call;
  }

  /** Something that the trigger told; the name is the worker's own. */
  public Optional<BoundValue> getTriggerMetatDataByName(String name, Type type) {
    Datum datum = call.metadata().get(name);
    if (datum == null) {
      throw new RuntimeException(
          "Cannot find matched @BindingName of customer function, please check if customer"
              + " function is defined correctly");
    }
    return Optional.of(new BoundValue(Conversion.to(type, datum)));
  }
}
