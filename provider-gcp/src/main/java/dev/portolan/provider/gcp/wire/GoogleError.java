package dev.portolan.provider.gcp.wire;

import com.google.api.client.http.HttpResponseException;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Optional;

/**
 * What Google's APIs say when they refuse, whichever client heard it.
 *
 * @param http the HTTP status
 * @param status the canonical code's name, as {@code ALREADY_EXISTS}; empty for what is no answer
 *     of an API
 * @param message for people
 * @param reason of the {@code ErrorInfo} among the details; empty for none
 * @param consumer the project that the call counted as one of, as {@code projects/123}, where the
 *     {@code ErrorInfo} tells it; empty for none
 * @param notBefore how long we were asked to wait
 * @see <a href="https://cloud.google.com/apis/design/errors">the shape</a>
 */
public record GoogleError(
    int http,
    String status,
    String message,
    String reason,
    String consumer,
    Optional<Duration> notBefore) {
  private static final int MOST_TEXT = 2000;

  /** The answer at the bottom of an exception; empty if there was none. */
  public static Optional<GoogleError> of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof OperationFailed operation) {
        return Optional.of(operation.error());
      }
      if (t instanceof HttpResponseException answer) {
        return Optional.of(parse(answer));
      }
    }
    return Optional.empty();
  }

  private static GoogleError parse(HttpResponseException answer) {
    String text = String.valueOf(answer.getContent());
    Optional<Duration> wait =
        Optional.ofNullable(answer.getHeaders().getRetryAfter())
            .filter(value -> value.matches("\\d{1,6}"))
            .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    try {
      JsonElement tree = JsonParser.parseString(text);
      Optional<JsonObject> told = error(tree);
      if (told.isPresent()) {
        JsonObject error = told.get();
        return new GoogleError(
            answer.getStatusCode(),
            status(error, answer.getStatusCode()),
            text(error, "message"),
            info(error).map(info -> text(info, "reason")).orElse(""),
            info(error)
                .map(info -> info.get("metadata"))
                .filter(JsonElement::isJsonObject)
                .map(metadata -> text(metadata.getAsJsonObject(), "consumer"))
                .orElse(""),
            wait);
      }
    } catch (JsonParseException e) {
      // told below as the text that it is
    }
    return new GoogleError(answer.getStatusCode(), "", brief(text), "", "", wait);
  }

  /** The error in an answer; the older clients hand on what is in it, without its name. */
  private static Optional<JsonObject> error(JsonElement tree) {
    if (!tree.isJsonObject()) {
      return Optional.empty();
    }
    JsonObject object = tree.getAsJsonObject();
    if (object.get("error") instanceof JsonObject error) {
      return Optional.of(error);
    }
    return Optional.of(object).filter(error -> error.has("code") && error.has("message"));
  }

  /**
   * The canonical code's name. Cloud Storage has none in its answers, but a list of {@code errors}.
   *
   * @see <a href="https://cloud.google.com/storage/docs/json_api/v1/status-codes">its answers</a>
   */
  private static String status(JsonObject error, int http) {
    String said = text(error, "status");
    if (!said.isEmpty() || !error.has("errors")) {
      return said;
    }
    return switch (http) {
      case 400 -> "INVALID_ARGUMENT";
      case 401 -> "UNAUTHENTICATED";
      case 403 -> "PERMISSION_DENIED";
      case 404 -> "NOT_FOUND";
      case 409 -> "ALREADY_EXISTS";
      case 412 -> "FAILED_PRECONDITION";
      default -> "UNKNOWN";
    };
  }

  private static Optional<JsonObject> info(JsonObject error) {
    if (error.has("details") && error.get("details").isJsonArray()) {
      for (JsonElement detail : error.getAsJsonArray("details")) {
        if (detail.isJsonObject()
            && text(detail.getAsJsonObject(), "@type").endsWith("google.rpc.ErrorInfo")) {
          return Optional.of(detail.getAsJsonObject());
        }
      }
    }
    return Optional.empty();
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }

  private static String brief(String text) {
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
