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

  /**
   * The methods, in upper case.
   *
   * <p>Where requests reach the function unrouted, HEAD is answered with GET and OPTIONS says which
   * methods there are. A platform that routes by itself lets through only the methods listed here:
   * list HEAD to have it on all. The function is called for HEAD as for GET; whatever it answers,
   * no body is sent.
   */
  String[] methods() default {"GET", "POST"};

  /** Who may call. */
  Access access() default Access.AUTHENTICATED;

  /**
   * Whether callers must have the body while it is written, as with server-sent events, or one that
   * fits no memory: a provider that takes a response only as a whole then refuses the function.
   *
   * <p>Without it {@link HttpResponse#withBody(HttpResponse.Body)} may be used all the same; the
   * body is then sent as it comes, or collected first.
   */
  boolean streaming() default false;

  /** Who may call a function over HTTP. */
  enum Access {
    /** Callers that the platform's own identity check lets through. */
    AUTHENTICATED,
    /** Anybody on the internet. */
    PUBLIC
  }
}
