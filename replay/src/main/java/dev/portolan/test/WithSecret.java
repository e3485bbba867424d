package dev.portolan.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A secret that the functions of a {@link PortolanTest} may ask for with {@code
 * Context.secret(key)}: each platform hands it over in its own way.
 *
 * <p>At a class it is for all its tests; one of the same key at a test goes before it. The value is
 * in the code of a test, so let it be none that is in use anywhere.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(WithSecret.Several.class)
public @interface WithSecret {

  /** The name of the environment variable that stands for it. */
  String key();

  /** What the function gets. */
  String value();

  /** Several of them. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
  @interface Several {
    /** They. */
    WithSecret[] value();
  }
}
