package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The ways that dead letters take from function to function, if each refuses what it is sent.
 *
 * @param functions all of a project
 * @param taken what a function takes from that dead letters can be in, by portable names
 * @param place what a portable name means: two may mean one thing
 */
public record DeadLetterWays(
    List<FunctionSpec> functions,
    Function<FunctionSpec, Stream<String>> taken,
    UnaryOperator<String> place) {

  /** Those that portable names alone tell, by way of queues. */
  public static DeadLetterWays of(List<FunctionSpec> functions) {
    return new DeadLetterWays(functions, DeadLetterWays::queues, UnaryOperator.identity());
  }

  /** The portable names of the queues that a function takes from. */
  public static Stream<String> queues(FunctionSpec function) {
    return function.triggers(Trigger.Queue.class).map(Trigger.Queue::queue);
  }

  /** The places by which what a function refuses comes to it again; none if it does not. */
  public Set<String> back(FunctionSpec function) {
    Set<String> way = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>();
    function.deadLetter().map(place).ifPresent(next::add);
    while (!next.isEmpty()) {
      String at = next.remove();
      if (way.add(at)) {
        functions.stream()
            .filter(each -> takesFrom(each, at))
            .forEach(each -> each.deadLetter().map(place).ifPresent(next::add));
      }
    }
    return way.stream().anyMatch(at -> takesFrom(function, at)) ? way : Set.of();
  }

  private boolean takesFrom(FunctionSpec function, String at) {
    return taken.apply(function).map(place).anyMatch(at::equals);
  }

  /**
   * A problem for each function whose dead letters come back by a way that portable names alone do
   * not tell; those that they do tell are refused for all providers.
   */
  public List<Problem> hidden(String provider) {
    DeadLetterWays told = of(functions);
    return functions.stream()
        .filter(each -> told.back(each).isEmpty() && !back(each).isEmpty())
        .map(
            each ->
                Problem.of(
                    each.name() + ".deadLetter",
                    "what the function refuses comes to it again, by way of "
                        + String.join(", ", back(each))
                        + ", as things are called here",
                    "name another queue, or call one of them otherwise with "
                        + SettingReader.name(provider, "names")))
        .toList();
  }
}
