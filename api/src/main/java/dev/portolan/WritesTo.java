package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a function store objects in buckets, and remove them, through {@link Context#bucket}.
 *
 * <p>The deployment gives the function the right to do so in these buckets and in no other, and
 * tells it where they are. Whether it may read there too says {@link ReadsFrom}; what the objects
 * are called it may be able to list without. A function that stores into the bucket that calls it
 * calls itself.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface WritesTo {

  /**
   * The buckets' names, spelled as {@link ObjectCreated#value} spells them; at least one, none
   * twice.
   */
  String[] value();
}
