package com.example.nightly;

import dev.portolan.Context;
import dev.portolan.Event;
import dev.portolan.PortableFunction;
import dev.portolan.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Reports on the day before, at half past two each night, on Rome's clocks. */
@Schedule(value = "30 2 * * *", timezone = "Europe/Rome")
public final class NightlyReport implements PortableFunction<Event<Object>, Void> {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  @Override
  public Void handle(Event<Object> tick, Context context) {
    context.logger().log(System.Logger.Level.INFO, report(tick.time().orElseGet(Instant::now)));
    return null;
  }

  /**
   * The report that is due at a time. A tick may come twice, and late: what it is about follows from
   * the time that it was meant for, so that the same one gives the same report.
   */
  static String report(Instant due) {
    LocalDate day = LocalDate.ofInstant(due, ROME).minusDays(1);
    return "report for " + day + ": " + day.lengthOfMonth() + " days in this month";
  }
}
