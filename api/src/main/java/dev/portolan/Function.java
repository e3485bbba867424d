package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a function.
 *
 * <p>Not needed: without it a function is named after its class, in lower case with dashes ({@code
 * PlaceOrder} is {@code place-order}). Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Function {

  /** The name: lower-case letters, digits and dashes, a letter first, at most 32 characters. */
  String value() default "";
}
