package dev.portolan.runtime;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the things that events come from are called on this platform, where that is otherwise than
 * in the descriptor: {@code PORTOLAN_NAMES}, {@code name=here} with commas between. Events name
 * them as the platform does.
 */
final class TriggerNames {
  static final String VARIABLE = "PORTOLAN_NAMES";

  private TriggerNames() {}

  /**
   * The triggers of a descriptor, with the names of this platform.
   *
   * @param triggers {@code null} for a descriptor without any
   * @param names the variable's value; {@code null} if it is not set
   */
  static List<?> here(List<?> triggers, String names) {
    if (names == null || triggers == null) {
      return triggers;
    }
    Map<String, String> here = new LinkedHashMap<>();
    for (String each : names.split(",")) {
      int at = each.indexOf('=');
      if (at < 1) {
        throw StartException.of(VARIABLE + " is not of the form name=here,name=here", null);
      }
      here.put(each.substring(0, at), each.substring(at + 1));
    }
    List<Object> all = new ArrayList<>();
    for (Object trigger : triggers) {
      Map<Object, Object> called = new LinkedHashMap<>((Map<?, ?>) trigger);
      for (String key : new String[] {"topic", "queue", "bucket", "table"}) {
        Object name = called.get(key);
        if (here.containsKey(name)) {
          called.put(key, here.get(name));
        }
      }
      all.add(called);
    }
    return all;
  }
}
