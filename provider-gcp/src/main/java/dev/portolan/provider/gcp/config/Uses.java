package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Use;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a function sends to, its dead letters too, reads and stores in, by what Google calls it. */
public final class Uses {
  private Uses() {}

  /** The variables that tell its adapter where that is, and us which rights it needs there. */
  public static SortedMap<String, String> variables(
      FunctionSpec function, Place place, Settings given) {
    SortedMap<String, String> variables = new TreeMap<>();
    SortedSet<String> rights = new TreeSet<>();
    dev.portolan.deploy.driver.Names names = dev.portolan.deploy.driver.Names.of(given);
    for (Use use : function.uses()) {
      String here = names.of(use.name());
      Right right = Right.of(use.kind(), here, place);
      variables.put(use.variable(), right.place());
      rights.add(right.text());
    }
    function
        .deadLetter()
        .map(name -> Right.ofTopic(names.of(name), place))
        .ifPresent(
            right -> {
              variables.put(DeadLetterVariable.NAME, right.place());
              rights.add(right.text());
            });
    if (!rights.isEmpty()) {
      variables.put(Right.VARIABLE, String.join(",", rights));
    }
    return variables;
  }
}
