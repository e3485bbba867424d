package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls a function at certain times, at least once at each.
 *
 * <p>The function takes an {@link Event} of the kind {@link Event.Kind#SCHEDULE}, a {@link Batch}
 * of such, or {@link Void}. What data such an event carries is the platform's own, often none: a
 * function that takes data is handed that, and {@code null} where there is none.
 *
 * <p>Not promised: the second at which it is called; that a time missed while the platform was down
 * is made up for; that a call has ended before the next begins; how often it is called in an hour
 * that clocks repeat or leave out.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Schedule {

  /**
   * When, as a cron expression of five fields: minute (0-59), hour (0-23), day of the month (1-31),
   * month (1-12 or JAN-DEC), day of the week (0-6 or SUN-SAT).
   *
   * <p>A field is {@code *}, or a list of values and of ranges such as {@code MON-FRI}; {@code *}
   * and ranges may have a step, as in {@code *&#47;15}. Only one of the two days may be other than
   * {@code *}: platforms do not agree on what both together mean.
   */
  String value();

  /** The time zone whose clock it goes by: {@code UTC}, or an IANA name such as Europe/Berlin. */
  String timezone() default "UTC";
}
