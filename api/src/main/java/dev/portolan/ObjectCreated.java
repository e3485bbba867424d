package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls a function when an object is stored in a bucket, at least once each time.
 *
 * <p>It takes an {@link Event} of the kind {@link Event.Kind#OBJECT_CREATED} or a {@link Batch} of
 * such, whose data is best taken as {@code ObjectRef}, or that alone. An object that replaces
 * another is stored, too. A function that stores into its own bucket calls itself.
 *
 * <p>Not promised: any order, also of what happens to one object; that two events do not come at
 * the same time; that the object is still there, or still the same.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ObjectCreated {

  /**
   * The bucket's name: 3 to 63 lower-case letters, digits and dashes, a letter first, no dash last
   * and no two together. A bucket that is called otherwise at a provider is named in the project's
   * configuration.
   */
  String value();
}
