package dev.portolan.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Another reader of JSON to compare with: Jackson, at its strictest. */
final class Yardstick {
  static final ObjectMapper JACKSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(1100).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Yardstick() {}

  static JsonNode read(byte[] document) throws IOException {
    return JACKSON.readTree(document);
  }

  /** Whether both read the same. */
  static boolean same(Object ours, JsonNode theirs) {
    if (ours instanceof Map) {
      Map<?, ?> map = (Map<?, ?>) ours;
      return theirs.isObject()
          && map.size() == theirs.size()
          && map.entrySet().stream()
              .allMatch(
                  entry ->
                      theirs.has((String) entry.getKey())
                          && same(entry.getValue(), theirs.get((String) entry.getKey())));
    }
    if (ours instanceof List) {
      List<?> list = (List<?>) ours;
      boolean same = theirs.isArray() && list.size() == theirs.size();
      for (int i = 0; same && i < list.size(); i++) {
        same = same(list.get(i), theirs.get(i));
      }
      return same;
    }
    if (ours instanceof Number) {
      return theirs.isNumber()
          && new BigDecimal(ours.toString()).compareTo(theirs.decimalValue()) == 0;
    }
    if (ours instanceof String) {
      return theirs.isTextual() && ours.equals(theirs.textValue());
    }
    return ours == null
        ? theirs.isNull()
        : theirs.isBoolean() && ours.equals(theirs.booleanValue());
  }
}
