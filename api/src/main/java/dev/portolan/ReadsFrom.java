package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a function read the objects of buckets, through {@link Context#bucket}.
 *
 * <p>The deployment gives the function the right to read from these buckets and from no other, and
 * tells it where they are. {@link ObjectCreated} alone gives no such right: many a function does
 * with what the event says.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ReadsFrom {

  /**
   * The buckets' names, spelled as {@link ObjectCreated#value} spells them; at least one, none
   * twice.
   */
  String[] value();
}
