package dev.portolan.codec.jackson3;

import dev.portolan.codec.CodecException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;

/**
 * Says in the house's words what Jackson thought of a document.
 *
 * <p>Jackson's own messages name classes and quote the document; neither is for whoever sent it.
 */
final class Refusals {
  private static final String AT = " at /";

  private Refusals() {}

  static CodecException expected(String what) {
    return new CodecException("Expected " + what);
  }

  static RuntimeException of(JacksonException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof CodecException refused) {
        return placed(refused.getMessage(), place(thrown));
      }
      if (cause instanceof InvalidDefinitionException) {
        return new IllegalArgumentException("a type that no document can be read as", thrown);
      }
    }
    Throwable cause = thrown;
    while (cause.getCause() != null && cause instanceof JacksonException) {
      cause = cause.getCause();
    }
    boolean refused =
        cause instanceof IllegalArgumentException || cause instanceof NullPointerException;
    if (cause instanceof RuntimeException failed
        && !refused
        && !(cause instanceof JacksonException)) {
      return failed;
    }
    String what = refused ? "other values" : wanted(thrown);
    CodecException refusal = new CodecException("Expected " + what + place(thrown));
    if (refused) {
      refusal.initCause(cause);
    }
    return refusal;
  }

  /** Of an array of primitives the house tells which of them. */
  private static CodecException placed(String message, String place) {
    int at = place.isEmpty() ? -1 : message.indexOf(AT);
    return new CodecException(
        at < 0
            ? message + place
            : message.substring(0, at) + place + message.substring(at + AT.length() - 1));
  }

  private static String wanted(JacksonException thrown) {
    if (thrown instanceof PropertyBindingException) {
      return "no other names";
    }
    Class<?> type =
        thrown instanceof MismatchedInputException mismatch ? mismatch.getTargetType() : null;
    if (type == null) {
      return "another value";
    }
    if (type.isEnum()) {
      return "one of the values this field may have";
    }
    return type.isArray() || Collection.class.isAssignableFrom(type) || type == Iterable.class
        ? "an array"
        : "an object";
  }

  /** Where; without keys of maps and names that nobody knows, which are the sender's own words. */
  private static String place(JacksonException thrown) {
    StringBuilder path = new StringBuilder();
    List<JacksonException.Reference> references = thrown.getPath();
    int known = references.size() - (thrown instanceof PropertyBindingException ? 1 : 0);
    for (JacksonException.Reference reference : references.subList(0, Math.max(0, known))) {
      if (!isMap(reference.from())) {
        String name = reference.getPropertyName();
        path.append('/').append(name == null ? Integer.toString(reference.getIndex()) : name);
      }
    }
    return path.isEmpty() ? "" : " at " + path;
  }

  private static boolean isMap(Object from) {
    return from instanceof Class<?> type ? Map.class.isAssignableFrom(type) : from instanceof Map;
  }
}
