package dev.portolan.provider.gcp.events;

import com.google.cloud.eventarc.v1.Trigger;
import com.google.cloud.scheduler.v1.Job;
import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import dev.portolan.deploy.model.Step.Change;
import dev.portolan.deploy.model.Step.Phase;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.identity.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The steps that bring functions their events: what is missing is made once the function serves,
 * what has changed is changed in place where that can be, and what is no longer asked for goes
 * last.
 */
public final class EventSteps {
  private final StepList list;
  private final EventSurvey survey;
  private final EventDeeds deeds;
  private final Forwards forwards;

  public EventSteps(StepList list, EventSurvey survey, EventDeeds deeds, Forwards forwards) {
    this.list = list;
    this.survey = survey;
    this.deeds = deeds;
    this.forwards = forwards;
  }

  /**
   * Makes and mends what a function shall have.
   *
   * @param service that the events go to
   * @param url where it answers, if it is there and stays
   * @param after ids of the steps that make it serve
   */
  public void add(
      List<Subscription> wanted, String service, Optional<String> url, List<String> after) {
    for (Subscription each : wanted) {
      List<String> before = new ArrayList<>(after);
      if (each instanceof EventTrigger trigger) {
        before.addAll(SourceSteps.before(trigger));
        add(trigger, before);
      } else if (each instanceof ScheduledJob scheduled) {
        Optional<Job> live = survey.job(scheduled);
        reason(scheduled, live, url)
            .ifPresent(
                why ->
                    settle(each, "job", live, why, before, run -> deeds.job(scheduled, service)));
      }
    }
  }

  private void add(EventTrigger trigger, List<String> before) {
    Optional<Trigger> live = survey.trigger(trigger);
    Optional<Carrier> carrier = survey.carrier(trigger);
    if (live.filter(each -> trigger.leaves(each, carrier)).isPresent()) {
      boolean off = trigger.delivery().forward().isEmpty();
      String why = "the function asks for " + (off ? "no" : "other") + " dead letters";
      before.add(end(Phase.SETTLE, live.get(), trigger.function(), off, why, List.copyOf(before)));
    }
    List<Difference> differences =
        live.map(each -> trigger.differences(each, carrier)).orElse(List.of());
    Optional<String> reason = reason(trigger, live, differences);
    reason.ifPresent(
        why -> settle(trigger, "trigger", live, why, before, run -> deeds.trigger(run, trigger)));
    forwards
        .lack(trigger, Difference.anew(differences) ? Optional.empty() : live)
        .ifPresent(why -> forward(trigger, why, before));
  }

  /** After the subscription says where to, so that whoever ends it knows where that was. */
  private void forward(EventTrigger trigger, String why, List<String> before) {
    String topic = trigger.delivery().forward().orElseThrow().topic();
    StepList.Lane lane = list.lane(Optional.of(trigger.function()), "policy:" + topic);
    List<String> after = new ArrayList<>(before);
    after.add(lane.id("trigger-" + trigger.id()));
    after.add("topic-" + Place.last(topic));
    lane.add(
        Phase.SETTLE,
        Change.UPDATE,
        "forward-" + trigger.id(),
        "forwarding of trigger " + trigger.id() + " to topic " + Place.last(topic),
        why,
        after,
        run -> deeds.forward(trigger));
  }

  /** One at a time: the last that forwards to a topic takes its right with it. */
  private String end(
      Phase phase, Trigger live, String function, boolean off, String why, List<String> after) {
    StepList.Lane lane = list.lane(Optional.of(function), "forwarding");
    String local = "old-forward-" + Place.last(live.getName());
    lane.add(
        phase,
        Change.DELETE,
        local,
        "forwarding of trigger " + Place.last(live.getName()),
        why,
        after,
        run -> deeds.forwardNoMore(live.getName(), function, off));
    return lane.id(local);
  }

  private void settle(
      Subscription wanted,
      String kind,
      Optional<?> live,
      String why,
      List<String> after,
      Step.Action deed) {
    list.lane(Optional.of(wanted.function()), "events:" + wanted.id())
        .add(
            Phase.SETTLE,
            live.isPresent() ? Change.UPDATE : Change.CREATE,
            kind + "-" + wanted.id(),
            wanted.told(),
            why,
            after,
            deed);
  }

  /**
   * Deletes what a function has and shall not have.
   *
   * @param after ids of steps that come first
   * @return the ids of the steps
   */
  public List<String> sweep(
      List<Subscription> wanted, String function, String why, List<String> after) {
    List<String> ids = new ArrayList<>();
    List<String> before = new ArrayList<>(after);
    wanted.forEach(each -> before.add(function + "/trigger-" + each.id()));
    SortedSet<String> stay =
        wanted.stream().map(EventSteps::key).collect(Collectors.toCollection(TreeSet::new));
    for (Trigger each : survey.triggers(function)) {
      String id = Place.last(each.getName());
      if (!stay.contains(EventTrigger.place(each))) {
        Step.Action deed = run -> deeds.deleteTrigger(run, each.getName(), function);
        List<String> first = new ArrayList<>(before);
        if (EventTrigger.forwards(each)) {
          first.add(end(Phase.SWEEP, each, function, false, why, before));
        }
        ids.add(delete(function, "trigger", id, why, first, deed));
      }
    }
    for (Job each : survey.jobs(function)) {
      String id = Place.last(each.getName());
      if (!stay.contains("job " + id)) {
        Step.Action deed = run -> deeds.deleteJob(each.getName(), function);
        ids.add(delete(function, "job", id, why, before, deed));
      }
    }
    return ids;
  }

  private String delete(
      String function, String kind, String id, String why, List<String> after, Step.Action deed) {
    StepList.Lane lane = list.lane(Optional.of(function), "events:" + id);
    String local = "old-" + kind + "-" + id;
    lane.add(Phase.SWEEP, Change.DELETE, local, kind + " " + id, why, after, deed);
    return lane.id(local);
  }

  private static String key(Subscription wanted) {
    return wanted instanceof EventTrigger trigger
        ? EventTrigger.place(trigger.trigger())
        : "job " + wanted.id();
  }

  /** Why a trigger is not as it shall be; empty if it is. */
  private static Optional<String> reason(
      EventTrigger wanted, Optional<Trigger> live, List<Difference> differences) {
    if (live.isEmpty()) {
      return Optional.of("there is none");
    }
    boolean whole = Difference.anew(differences);
    boolean drift =
        EventTrigger.configuration(live.get()).equals(EventTrigger.configuration(wanted.trigger()));
    return told(differences, drift)
        .map(
            text ->
                whole
                    ? text
                        + ": that cannot be changed, so it is deleted and made again, and"
                        + " misses what comes meanwhile"
                    : text);
  }

  private static Optional<String> reason(
      ScheduledJob wanted, Optional<Job> live, Optional<String> url) {
    if (live.isEmpty()) {
      return Optional.of("there is none");
    }
    if (url.isEmpty()) {
      return Optional.of("its service is made anew");
    }
    boolean drift =
        configuration(live.get().getDescription())
            .equals(configuration(wanted.job().getDescription()));
    return told(ScheduledJob.differences(live.get(), wanted.at(url.get())), drift);
  }

  private static Optional<String> configuration(String description) {
    return Mark.parse(description).map(Mark::configuration);
  }

  private static Optional<String> told(List<Difference> differences, boolean drift) {
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (drift ? "drift: " : "")
                + differences.stream()
                    .map(Difference::told)
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining("; ")));
  }
}
