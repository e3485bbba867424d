package dev.portolan.adapter.awslambda;

import dev.portolan.Fields;
import dev.portolan.codec.JsonWriter;
import dev.portolan.runtime.PercentEncoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Headers and queries as maps: of a list of values for each name, or of one value. */
final class MultiValues {
  private static final String UNRESERVED = "-._~";

  private MultiValues() {}

  /** The headers of a request, whose lists go before the single values. */
  static Fields headers(Map<?, ?> event) {
    return Fields.headers(pairs(event, "multiValueHeaders", "headers"));
  }

  /**
   * The query of a request, put together again: which names had no value, and the order of those
   * that differ, is lost.
   *
   * @param decoded whether the gateway decoded names and values
   */
  static String query(Map<?, ?> event, boolean decoded) {
    List<String> pairs = pairs(event, "multiValueQueryStringParameters", "queryStringParameters");
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < pairs.size(); i++) {
      String part = pairs.get(i);
      query.append(i == 0 ? "" : i % 2 == 0 ? "&" : "=");
      query.append(decoded ? PercentEncoding.encode(part, UNRESERVED) : part);
    }
    return query.toString();
  }

  /** Names and values in turn. */
  private static List<String> pairs(Map<?, ?> event, String lists, String single) {
    List<String> pairs = new ArrayList<>();
    Map<?, ?> many = (Map<?, ?>) event.get(lists);
    Map<?, ?> one = many == null ? (Map<?, ?>) event.get(single) : null;
    if (many != null) {
      for (Map.Entry<?, ?> entry : many.entrySet()) {
        for (Object value : (List<?>) entry.getValue()) {
          add(pairs, entry.getKey(), value);
        }
      }
    } else if (one != null) {
      for (Map.Entry<?, ?> entry : one.entrySet()) {
        add(pairs, entry.getKey(), entry.getValue());
      }
    }
    return pairs;
  }

  private static void add(List<String> pairs, Object name, Object value) {
    if (value == null) {
      throw Members.expected("text", (String) name);
    }
    pairs.add((String) name);
    pairs.add((String) value);
  }

  /** Writes headers as a list of values for each name, whatever its case, or joined by commas. */
  static void write(JsonWriter json, Fields headers, boolean lists) {
    json.raw(lists ? ",\"multiValueHeaders\":{" : ",\"headers\":{");
    String separator = "";
    for (int i = 0; i < headers.size(); i++) {
      if (LambdaWire.isFirst(headers, i)) {
        String name = headers.name(i);
        json.raw(separator).string(name).raw(":");
        if (lists) {
          json.value(headers.all(name));
        } else {
          json.string(LambdaWire.joined(headers, i));
        }
        separator = ",";
      }
    }
    json.raw("}");
  }
}
