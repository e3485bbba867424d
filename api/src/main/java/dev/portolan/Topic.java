package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a function what is published to a topic, at least once each.
 *
 * <p>Every function with the topic gets every event, whatever other subscribers there are. It takes
 * an {@link Event}, a {@link Batch}, or the data alone: a record, POJO or collection, {@code
 * byte[]}, or a {@code String}, which JSON data must be too; with {@link Void} it is called and
 * handed nothing. A call that fails is made again as often as the platform sees fit; see {@link
 * Retry} and {@link Reject}.
 *
 * <p>Not promised: any order; that two events do not come at the same time; {@link Event#kind()},
 * which follows the event's own type; events published before the function was deployed.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Topic {

  /**
   * The topic's name: 3 to 63 lower-case letters, digits and dashes, a letter first and no dash
   * last.
   */
  String value();

  /** The types of events to take, as CloudEvents' {@code type} spells them exactly; empty: all. */
  String[] types() default {};
}
