package dev.portolan.adapter.springcloudfunction.sample;

import dev.portolan.Context;
import dev.portolan.Lifecycle;
import dev.portolan.PortableFunction;
import org.springframework.stereotype.Component;

/** A portable function that is a bean by itself, and lives as long as its context. */
@Component
public class Ticking implements PortableFunction<Void, String>, Lifecycle {
  private String state = "new";

  @Override
  public void start() {
    state = "started";
  }

  @Override
  public String handle(Void nothing, Context context) {
    return state;
  }

  @Override
  public void stop() {
    SampleApplication.TAKEN.add("stopped");
  }
}
