package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a function the records of Kafka topics, at least once each.
 *
 * <p>Functions of the same group share the records, functions of different groups each get all. It
 * takes an {@link Event} of the kind {@link Event.Kind#KAFKA}, a {@link Batch} of such, or the
 * record's value alone: a record, POJO or collection, {@code byte[]}, or a {@code String}, which a
 * JSON value must be too; with {@link Void} it is called and handed nothing.
 *
 * <p>Where the Kafka cluster is, and how to log in there, stands in the project's configuration.
 *
 * <p>Not promised: how often a call that fails is made again, and whether the partition waits for
 * it; any order, also within a partition where that follows; records written before the group was
 * first there.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Kafka {

  /** The names of the topics, at least one. */
  String[] value();

  /** The consumer group; empty: one of this function's own, named when it is deployed. */
  String group() default "";
}
