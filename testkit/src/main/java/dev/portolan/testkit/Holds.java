package dev.portolan.testkit;

import dev.portolan.deploy.model.Feature;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which features a test holds providers to. In a contract it looks itself at what the provider
 * claims; each feature must be held both ways, and {@code docs/features.md} names the tests.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface Holds {
  /** Where one of these is claimed, it works. */
  Feature[] value() default {};

  /** Where one of these is not claimed, who asks for it is refused. */
  Feature[] refused() default {};

  /** The providers that it holds, for a test that is no contract; else all. */
  String[] at() default {};
}
