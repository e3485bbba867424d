package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a function answer HTTP requests.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Http {

  /**
   * The path, from the first slash; a segment such as <code>{id}</code> matches any one segment.
   */
  String path();

  /** The methods, in upper case. HEAD is answered wherever GET is. */
  String[] methods() default {"GET", "POST"};

  /** Who may call. */
  Access access() default Access.AUTHENTICATED;

  /** Who may call a function over HTTP. */
  enum Access {
    /** Callers that the platform's own identity check lets through. */
    AUTHENTICATED,
    /** Anybody on the internet. */
    PUBLIC
  }
}
