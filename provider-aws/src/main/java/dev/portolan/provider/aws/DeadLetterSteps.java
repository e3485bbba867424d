package dev.portolan.provider.aws;

import static dev.portolan.deploy.model.Step.Change.CREATE;
import static dev.portolan.deploy.model.Step.Change.DELETE;
import static dev.portolan.deploy.model.Step.Change.UPDATE;
import static dev.portolan.deploy.model.Step.Phase.SETTLE;
import static dev.portolan.deploy.model.Step.Phase.SWEEP;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The steps that have Lambda keep what it gives up on, and those that end it. */
record DeadLetterSteps(QueueSteps queues, AwsCalls calls) {
  private static final String LOCAL = "dead-letters";

  /** Somebody must look into it, which may take longer than the usual four days. */
  private static final Map<QueueAttributeName, String> LONGEST =
      Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600");

  /**
   * A missing queue, after those that functions take from: should this be one of them, it is made
   * as they need it. It keeps somebody's data, so it is never deleted with a function.
   */
  void stage(StepList list, Wanted wanted, Seen all) {
    Optional<WantedDeadLetter> asked = wanted.events().deadLetter();
    if (asked.isEmpty() || all.events().deadLetter().queue()) {
      return;
    }
    queues.make(list, asked.get().name(), LONGEST);
  }

  void settle(StepList list, Wanted wanted, Seen all) {
    Optional<WantedDeadLetter> asked = destination(wanted);
    if (asked.isEmpty()) {
      return;
    }
    String arn = asked.get().arn();
    Optional<String> seen = all.events().deadLetter().onFailure();
    if (seen.equals(Optional.of(arn))) {
      return;
    }
    StepList.Lane lane = lane(list, wanted);
    List<String> after =
        List.of(
            QueueSteps.step(asked.get().name()),
            lane.id("alias"),
            lane.id("policy"),
            lane.id(EventMark.STEP));
    Step.Action put = run -> change(wanted, Optional.of(arn));
    String why =
        seen.map(now -> Why.of(wanted, all).of(List.of(now + " → " + arn)))
            .orElse("nothing is kept of what fails for good yet");
    Step.Change change = seen.isEmpty() ? CREATE : UPDATE;
    lane.add(SETTLE, change, LOCAL, resource(wanted), why, after, put);
  }

  /** Ends it; returns the ids of the steps after which nothing is sent there any more. */
  List<String> sweep(StepList list, Wanted wanted, Seen all) {
    StepList.Lane lane = lane(list, wanted);
    List<String> after = List.of(lane.id("alias"), lane.id(LOCAL));
    if (destination(wanted).isPresent() || all.events().deadLetter().onFailure().isEmpty()) {
      return after;
    }
    Step.Action end = run -> change(wanted, Optional.empty());
    String why = "what fails for good is kept no longer";
    lane.add(SWEEP, DELETE, LOCAL + "-stale", resource(wanted), why, after, end);
    return List.of(lane.id(LOCAL + "-stale"));
  }

  /** Reads right before it writes: Lambda keeps it in one document, with what others set. */
  private void change(Wanted wanted, Optional<String> arn) throws Exception {
    String name = wanted.physicalName();
    InvokeConfig held = calls.invokeConfigs().find(name).orElse(InvokeConfig.none());
    InvokeConfig after = held.withFailures(arn);
    if (after.equals(InvokeConfig.none())) {
      calls.invokeConfigs().delete(name);
    } else if (!after.equals(held)) {
      calls.invokeConfigs().put(name, after);
    }
  }

  /** What a person should know whose own role the function has. */
  static void notes(Wanted wanted, Seen all, List<String> notes) {
    Optional<String> now = all.function().flatMap(SeenFunction::deadLetter);
    wanted
        .events()
        .deadLetter()
        .filter(asked -> !wanted.ownRole() && !now.equals(Optional.of(asked.url())))
        .ifPresent(
            asked ->
                notes.add(
                    "the role "
                        + wanted.config().role()
                        + " must be allowed to sqs:SendMessage to "
                        + asked.arn()
                        + ": what function "
                        + wanted.name()
                        + " refuses would else come again"));
  }

  private static Optional<WantedDeadLetter> destination(Wanted wanted) {
    return wanted.events().deadLetter().filter(WantedDeadLetter::destination);
  }

  private static String resource(Wanted wanted) {
    return "on-failure destination of function " + wanted.physicalName();
  }

  private static StepList.Lane lane(StepList list, Wanted wanted) {
    return list.lane(Optional.of(wanted.name()), "lambda:" + wanted.physicalName());
  }
}
