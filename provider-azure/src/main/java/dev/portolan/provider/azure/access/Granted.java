package dev.portolan.provider.azure.access;

import dev.portolan.provider.azure.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a role lets us do: {@code *} stands for anything.
 *
 * @see <a
 *     href="https://learn.microsoft.com/azure/role-based-access-control/role-definitions#control-and-data-actions">actions
 *     and notActions</a>
 */
record Granted(List<String> actions, List<String> not) {
  static Granted of(Object permission) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (permission instanceof Map<?, ?> map) {
      map.forEach((name, value) -> fields.put(String.valueOf(name), value));
    }
    return new Granted(Json.texts(fields, "actions"), Json.texts(fields, "notActions"));
  }

  boolean allows(String action) {
    return any(actions, action) && !any(not, action);
  }

  private static boolean any(List<String> patterns, String action) {
    return patterns.stream().anyMatch(pattern -> matches(pattern, action));
  }

  private static boolean matches(String pattern, String action) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(action).matches();
  }
}
