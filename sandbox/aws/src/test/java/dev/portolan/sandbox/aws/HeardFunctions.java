package dev.portolan.sandbox.aws;

import dev.portolan.sandbox.aws.runtime.DataPlane;
import dev.portolan.sandbox.aws.runtime.Invocation;
import dev.portolan.sandbox.aws.runtime.Outcome;
import dev.portolan.sandbox.aws.runtime.RunSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Functions that only remember what they are called with, and answer what they were told to. */
final class HeardFunctions implements DataPlane {
  private final List<String> heard = new ArrayList<>();
  private final Deque<Outcome> answers = new ArrayDeque<>();
  private final Deque<Runnable> meanwhile = new ArrayDeque<>();
  private UnaryOperator<String> log = payload -> "";

  @Override
  public Outcome invoke(RunSpec function, Invocation invocation) {
    heard.add(
        invocation.invokedArn().substring(invocation.invokedArn().lastIndexOf(":function:") + 10)
            + " "
            + new String(invocation.payload(), StandardCharsets.UTF_8));
    if (!meanwhile.isEmpty()) {
      meanwhile.remove().run();
    }
    Outcome outcome = answers.isEmpty() ? answered("null") : answers.remove();
    String told = log.apply(new String(invocation.payload(), StandardCharsets.UTF_8));
    return new Outcome(outcome.payload(), outcome.error(), outcome.throttled(), told);
  }

  /** The next call is answered so. */
  HeardFunctions answer(String json) {
    answers.add(answered(json));
    return this;
  }

  /** The next call fails. */
  HeardFunctions fail() {
    answers.add(Outcome.failed("{}".getBytes(StandardCharsets.UTF_8), ""));
    return this;
  }

  /** From now on calls write into the log what is made of their payload. */
  HeardFunctions log(UnaryOperator<String> made) {
    log = made;
    return this;
  }

  /**
   * From now on the last event of each call is refused, and lost.
   *
   * @param id what finds ids, of which the adapter would write the last
   */
  HeardFunctions refuseLast(Pattern id, UnaryOperator<String> named) {
    return log(
        payload -> {
          String last =
              id.matcher(payload).results().map(MatchResult::group).reduce("", (a, b) -> b);
          return "WARNING: Event " + named.apply(last) + " of /s is acknowledged and lost: no";
        });
  }

  /** While the next call is under way, this happens. */
  HeardFunctions meanwhile(Runnable what) {
    meanwhile.add(what);
    return this;
  }

  /** The next call is one too many. */
  HeardFunctions throttle() {
    answers.add(Outcome.refused());
    return this;
  }

  private static Outcome answered(String json) {
    return Outcome.answered(json.getBytes(StandardCharsets.UTF_8), "");
  }

  /** Each call's function, a blank and the payload; forgotten then. */
  List<String> heard() {
    List<String> all = List.copyOf(heard);
    heard.clear();
    return all;
  }

  @Override
  public void retain(Set<String> fingerprints) {
    // holds no process
  }

  @Override
  public void close() {
    // holds no process
  }
}
