package dev.portolan.runtime;

import java.util.List;
import java.util.Map;

/**
 * What a sender told beside a message, under names of its own, as extensions of the event.
 *
 * <p>A name becomes what CloudEvents lets one be: its letters in lower case and its digits, all
 * else in it is left out. Left out as a whole is what has no letter and no digit in its name, what
 * would be called as CloudEvents' own attributes are, what begins with {@code portolan}, which is
 * this framework's word of a delivery ({@code portolanattempt}) also where the platform does not
 * tell it, what is neither text nor a number nor a truth value, and what is empty. Nothing takes
 * the place of what the event has already; of two that are spelled alike the first stays.
 *
 * <p>A name may be longer than the 20 characters that CloudEvents advises, as that of {@code
 * NServiceBus.EnclosedMessageTypes} is: it is kept whole, and {@link CloudEvents} takes it where
 * the event is sent on.
 */
public final class SentAttributes {
  private SentAttributes() {}

  /**
   * Adds them to an event in its JSON form, each as text.
   *
   * @param prefix what their names begin with in the event; may be empty
   */
  public static void add(Map<? super String, Object> event, Map<?, ?> attributes, String prefix) {
    for (Map.Entry<?, ?> each : attributes.entrySet()) {
      String name = name((String) each.getKey());
      Object value = each.getValue();
      boolean told = value != null && !(value instanceof Map || value instanceof List);
      if (told && !name.isEmpty() && !value.toString().isEmpty()) {
        String extension = prefix.concat(name);
        if (!isReserved(extension)) {
          event.putIfAbsent(extension, value.toString());
        }
      }
    }
  }

  /** As CloudEvents spells names of attributes: what else a name has is left out. */
  public static String name(String told) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < told.length(); i++) {
      char c = told.charAt(i);
      boolean upper = c >= 'A' && c <= 'Z';
      if (upper || c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
        letters.append(upper ? (char) (c + 'a' - 'A') : c);
      }
    }
    return letters.toString();
  }

  private static boolean isReserved(String name) {
    return Events.isStandard(name)
        || name.startsWith("portolan")
        || name.equals("contenttype")
        || name.equals("database64");
  }
}
