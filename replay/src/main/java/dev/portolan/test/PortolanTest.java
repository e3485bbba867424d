package dev.portolan.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each provider, on what the adapter for it makes of a function.
 *
 * <p>Its method takes a {@link Replay} of the function's class; so may the methods before and after
 * it, and they are handed the same one. It fails where one provider's answers are not those of the
 * first that passed: see {@link Answer}. It takes no arguments of other sources: let a test of many
 * values call the function once for each.
 *
 * <p>JSON is read and written by the codec on the class path, as in what is deployed; one that the
 * plugin's configuration chooses is told to Surefire too, as system property {@code
 * portolan.codec}.
 *
 * <p>A failure says on which provider it was; Surefire names the run itself, too, where {@code
 * usePhrasedTestCaseMethodName} is set for its reports.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(Replays.class)
public @interface PortolanTest {

  /** The names of the providers, as they are given to the tool; none for all. */
  String[] providers() default {};
}
