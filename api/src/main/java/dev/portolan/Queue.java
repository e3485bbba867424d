package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives a function the messages of a queue, at least once each; whoever else takes from the queue
 * gets others.
 *
 * <p>It takes an {@link Event} of the kind {@link Event.Kind#QUEUE}, a {@link Batch} of such, or
 * the message's body alone: a record, POJO or collection, {@code byte[]}, or a {@code String},
 * which JSON must be too; with {@link Void} it is called and handed nothing. A message that is a
 * CloudEvent itself keeps its attributes. What a call says of a message, that it is done, shall be
 * tried again ({@link Retry}) or never again ({@link Reject}), holds for that message alone, also
 * where the platform delivers several together.
 *
 * <p>Not promised: any order, unless the queue itself keeps one; that two messages do not come at
 * the same time; how often one that fails comes again.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Queue {

  /**
   * The queue's name: 3 to 63 lower-case letters, digits and dashes, a letter first, no dash last
   * and no two together. A queue that is called otherwise at a provider is named in the project's
   * configuration.
   */
  String value();

  /** How many messages a {@link Batch} holds at most, 1 to 10; a platform may bring fewer. */
  int batch() default 10;
}
