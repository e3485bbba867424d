package dev.portolan;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls a function when a record of a table is inserted, changed or removed, at least once each
 * time.
 *
 * <p>It takes an {@link Event} or a {@link Batch} of such, whose data is best taken as {@code
 * Change}, or that alone. Its kind tells what happened: {@link Event.Kind#RECORD_CREATED}, {@link
 * Event.Kind#RECORD_UPDATED} and {@link Event.Kind#RECORD_DELETED}; or {@link
 * Event.Kind#RECORD_UPSERTED} from a platform that does not tell insertions from changes, tells no
 * removals, and does not say what was there before.
 *
 * <p>Not promised: any order but that of the changes to one record, where the platform keeps it;
 * all versions of a record that changes often.
 *
 * <p>Read from the class file at build time, never at run time.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface RecordChanged {

  /**
   * The name of the table, the collection or the container: 3 to 63 lower-case letters, digits and
   * dashes, a letter first, no dash last and no two together. A table that is called otherwise at a
   * provider is named in the project's configuration.
   */
  String value();
}
