package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a function send messages to queues, through {@link Context#queue}.
 *
 * <p>The deployment gives the function the right to send to these queues and to no other, and tells
 * it where they are. A function that is not annotated so has neither. It calls nothing by itself:
 * what calls the function says another annotation.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface SendsTo {

  /** The queues' names, spelled as {@link Queue#value} spells them; at least one, none twice. */
  String[] value();
}
