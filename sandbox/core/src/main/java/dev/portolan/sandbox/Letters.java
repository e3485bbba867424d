package dev.portolan.sandbox;

import dev.portolan.deploy.driver.Happening;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tells of what a function refused where it went. Its adapter sends that by itself to the
 * function's dead letters, before the event is acknowledged: so a call that did so meanwhile tells
 * of it. Whoever else sends there at the same moment is taken for the function.
 */
public final class Letters {
  private static final String HANDLED = ": handled";

  private final CallLog log;
  private final int before;

  private Letters(CallLog log, int before) {
    this.log = log;
    this.before = before;
  }

  /** From now on calls count. */
  public static Letters since(CallLog log) {
    return new Letters(log, log.calls().size());
  }

  /** Whether such a call came, and went well. */
  public boolean any(Predicate<CallRecord> letter) {
    return log.calls().stream()
        .skip(before)
        .anyMatch(call -> call.status() >= 200 && call.status() < 300 && letter.test(call));
  }

  /**
   * What came of something; a line that begins so, and says that it was handled, says where it went
   * instead.
   *
   * @param place what a person calls the dead letters
   */
  public static Happening.Result refused(Happening.Result result, String line, String place) {
    List<String> told =
        result.told().stream()
            .map(
                each ->
                    each.startsWith(line) && each.endsWith(HANDLED)
                        ? each.substring(0, each.length() - HANDLED.length())
                            + ": refused, and went to "
                            + place
                        : each)
            .toList();
    return new Happening.Result(result.handled(), told);
  }
}
