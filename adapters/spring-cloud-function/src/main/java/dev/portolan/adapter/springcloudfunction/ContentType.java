package dev.portolan.adapter.springcloudfunction;

import dev.portolan.FunctionException;
import dev.portolan.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * What a sender says its bytes are, without the parameter {@code type}: Spring's {@code
 * JsonMessageConverter} would load the class that it names and bind the bytes to it.
 */
record ContentType(MimeType type) {
  static final ContentType JSON = of("application/json");
  static final ContentType TEXT = of("text/plain");

  /**
   * The one that a text is.
   *
   * @throws FunctionException with 400 if it is none
   */
  static ContentType of(String text) {
    try {
      MimeType type = MimeTypeUtils.parseMimeType(text);
      Map<String, String> parameters = new LinkedHashMap<>(type.getParameters());
      parameters.keySet().removeIf(name -> name.equalsIgnoreCase("type"));
      return new ContentType(new MimeType(type, parameters));
    } catch (InvalidMimeTypeException malformed) {
      // not its cause, which quotes the sender
      throw new FunctionException(400, "bad-content-type", "The content type is none");
    }
  }

  boolean isJson() {
    return type.getSubtype().equalsIgnoreCase("json") || hasSuffix("json");
  }

  /** Whether its bytes are text that people may read. */
  boolean isText() {
    return type.getType().equalsIgnoreCase("text")
        || type.getSubtype().equalsIgnoreCase("xml")
        || hasSuffix("xml");
  }

  /** What {@code curl -d} says of every body. */
  boolean isForm() {
    return type.getSubtype().equalsIgnoreCase("x-www-form-urlencoded");
  }

  /** Whether its bytes are an event with its attributes, and not its data alone. */
  boolean isStructuredEvent() {
    return type.getType().equalsIgnoreCase("application")
        && type.getSubtype().toLowerCase(Locale.ROOT).startsWith("cloudevents")
        && (type.getSubtypeSuffix() == null || isJson());
  }

  /** The bytes in its charset, which is UTF-8 where it names none. */
  String decode(byte[] bytes) {
    return HttpRequest.of("POST", "/").withHeader("content-type", text()).withBody(bytes).text();
  }

  String text() {
    return type.toString();
  }

  private boolean hasSuffix(String suffix) {
    return suffix.equalsIgnoreCase(type.getSubtypeSuffix());
  }
}
