package kotlin;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Kotlin's own, as far as the codec looks at it. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Metadata {
  /** Its content. */
  String[] d1() default {};
}
