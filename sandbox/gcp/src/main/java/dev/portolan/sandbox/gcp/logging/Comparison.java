package dev.portolan.sandbox.gcp.logging;

import com.google.logging.type.LogSeverity;
import com.google.logging.v2.LogEntry;
import com.google.protobuf.Value;
import dev.portolan.sandbox.gcp.wire.Times;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** A field held against a value. Text is compared without regard to case, as Google does. */
record Comparison(String field, String operator, String value) implements Predicate<LogEntry> {
  static Comparison of(String field, String operator, String value) {
    Comparison made = new Comparison(field.replace("\"", ""), operator, value);
    made.check();
    return made;
  }

  private void check() {
    if (field.equals("timestamp")) {
      Filter.instant(value);
    } else if (field.equals("severity")) {
      severity();
    } else if (text(LogEntry.getDefaultInstance()).isEmpty() && !isOfMap()) {
      throw LoggingError.UNPARSEABLE.refusal("the sandbox does not filter by '" + field + "'");
    } else if (operator.contains("<") || operator.contains(">")) {
      throw LoggingError.UNPARSEABLE.refusal("the sandbox does not order by '" + field + "'");
    }
  }

  private boolean isOfMap() {
    return field.startsWith("resource.labels.")
        || field.startsWith("labels.")
        || field.startsWith("jsonPayload.");
  }

  private int severity() {
    try {
      return LogSeverity.valueOf(value.toUpperCase(Locale.ROOT)).getNumber();
    } catch (IllegalArgumentException e) {
      throw LoggingError.UNPARSEABLE.refusal("'" + value + "' is not a severity");
    }
  }

  @Override
  public boolean test(LogEntry entry) {
    if (field.equals("timestamp")) {
      return ordered(Times.from(entry.getTimestamp()).compareTo(Filter.instant(value)));
    }
    if (field.equals("severity")) {
      return ordered(Integer.compare(entry.getSeverityValue(), severity()));
    }
    Optional<String> text = text(entry).filter(each -> !each.isEmpty());
    return switch (operator) {
      case "=" -> text.filter(value::equalsIgnoreCase).isPresent();
      case "!=" -> text.filter(value::equalsIgnoreCase).isEmpty();
      default ->
          text.filter(t -> t.toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT)))
              .isPresent();
    };
  }

  private boolean ordered(int compared) {
    return switch (operator) {
      case "=", ":" -> compared == 0;
      case "!=" -> compared != 0;
      case ">" -> compared > 0;
      case ">=" -> compared >= 0;
      case "<" -> compared < 0;
      default -> compared <= 0;
    };
  }

  private Optional<String> text(LogEntry entry) {
    return switch (field) {
      case "resource.type" -> Optional.of(entry.getResource().getType());
      case "logName" -> Optional.of(entry.getLogName());
      case "textPayload" -> Optional.of(entry.getTextPayload());
      case "insertId" -> Optional.of(entry.getInsertId());
      case "trace" -> Optional.of(entry.getTrace());
      default -> member(entry);
    };
  }

  private Optional<String> member(LogEntry entry) {
    if (field.startsWith("resource.labels.")) {
      return Optional.ofNullable(
          entry.getResource().getLabelsMap().get(field.substring("resource.labels.".length())));
    }
    if (field.startsWith("labels.")) {
      return Optional.ofNullable(entry.getLabelsMap().get(field.substring("labels.".length())));
    }
    if (field.startsWith("jsonPayload.")) {
      return Optional.ofNullable(
              entry.getJsonPayload().getFieldsMap().get(field.substring("jsonPayload.".length())))
          .map(Value::getStringValue);
    }
    return Optional.empty();
  }
}
