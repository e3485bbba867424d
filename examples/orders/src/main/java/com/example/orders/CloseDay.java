package com.example.orders;

import dev.portolan.Context;
import dev.portolan.PortableFunction;
import dev.portolan.Schedule;

/** Closes the books, at two each night. */
@Schedule(value = "0 2 * * *", timezone = "Europe/Rome")
public final class CloseDay implements PortableFunction<Void, Void> {
  @Override
  public Void handle(Void tick, Context context) {
    context.logger().log(System.Logger.Level.INFO, "the day is closed");
    return null;
  }
}
