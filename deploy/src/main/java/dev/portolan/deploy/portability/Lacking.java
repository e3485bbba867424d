package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The targets that do not do something, each in its own words. */
record Lacking(String name, Map<String, Ties.Lack> lacks) {
  /** Of all that the project is for. */
  static Lacking of(String name, List<Ties> targeted) {
    Map<String, Ties.Lack> lacks = new LinkedHashMap<>();
    for (Ties ties : targeted) {
      if (ties.lacks().containsKey(name)) {
        lacks.put(ties.provider(), ties.lacks().get(name));
      }
    }
    return new Lacking(name, lacks);
  }

  boolean isEmpty() {
    return lacks.isEmpty();
  }

  /** A note only if it is one at each of them. */
  Finding at(Place place, String what) {
    Map<String, List<String>> whys = new LinkedHashMap<>();
    lacks.forEach(
        (provider, lack) ->
            whys.computeIfAbsent(lack.why(), why -> new ArrayList<>()).add(provider));
    StringBuilder told = new StringBuilder(what);
    whys.forEach(
        (why, those) ->
            told.append("; ").append(String.join(", ", those)).append(": ").append(why));
    String hint = lacks.values().iterator().next().hint();
    List<String> providers = List.copyOf(lacks.keySet());
    return lacks.values().stream().allMatch(Ties.Lack::note)
        ? Finding.note(name, place, told.toString(), hint, providers)
        : Finding.at(name, place, told.toString(), hint, providers);
  }
}
