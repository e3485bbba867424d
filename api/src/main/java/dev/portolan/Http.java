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

  /**
   * What a component of the function's input is taken from: a variable segment of the path.
   *
   * <p>Where one component of a record says so, with this, {@link Query}, {@link Header} or {@link
   * Body}, each must, so that nothing comes from two places. A text becomes what the component is:
   * text, a number, a boolean, an enum's constant, a {@code java.time} value, {@code UUID}, {@code
   * URI}, or an {@code Optional} or a collection of these. One that is no such text, and a
   * primitive that did not come, is answered with 400; what else did not come is {@code null} or
   * empty.
   *
   * <p>Called directly, and not over HTTP, the function takes the whole record as one document.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Path {
    /** The name of the variable; that of the component unless it is given. */
    String value() default "";
  }

  /**
   * What a component of the function's input is taken from: a parameter of the query; see {@link
   * Path}. One that came more than once is for a collection, and 400 for anything else.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Query {
    /** The name of the parameter; that of the component unless it is given. */
    String value() default "";
  }

  /**
   * What a component of the function's input is taken from: a header of the request, under any
   * case; see {@link Path}.
   *
   * <p>Some platforms join headers that came more than once. So that nobody can tell, a collection
   * has the elements between the commas, those within quotes aside, and anything else all of it,
   * joined by commas.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Header {
    /** The name of the header. */
    String value();
  }

  /**
   * What a component of the function's input is taken from: the body; see {@link Path}.
   *
   * <p>Its text for a {@code String}, its bytes for a {@code byte[]}, and so for an {@code
   * Optional} of these; else the JSON document in it. Without a body only these two and an {@code
   * Optional} are empty; anything else is 400.
   */
  @Documented
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Body {}

  /** Who may call a function over HTTP. */
  enum Access {
    /** Callers that the platform's own identity check lets through. */
    AUTHENTICATED,
    /** Anybody on the internet. */
    PUBLIC
  }
}
