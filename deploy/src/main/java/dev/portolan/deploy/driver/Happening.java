package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Something that happens at an embedded cloud and that a function listens to: messages are sent, an
 * object is stored, a schedule's time comes.
 *
 * @param function whose trigger this is; whatever else listens is called as well
 * @param trigger what of the function's hears of it
 * @param name what the topic, queue, bucket or table is called at the cloud; empty for a schedule
 * @param key of the object, the record or the message; empty for one that the cloud makes up
 * @param events what each holds, in their order: a message or an object; a record's fields as a
 *     JSON object, nothing for a removal; nothing for a schedule. Several are brought together
 *     where the cloud brings batches
 * @param times how often each is delivered at least: the same event, again and again, as a cloud
 *     does that has lost the word that it was handled
 */
public record Happening(
    Owner owner,
    String function,
    Trigger trigger,
    String name,
    String key,
    List<byte[]> events,
    int times) {
  public Happening {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    events = List.copyOf(events);
    if (events.isEmpty() || times < 1) {
      throw new IllegalArgumentException(events.size() + " events, each " + times + " times");
    }
  }

  /** One event, once. */
  public Happening(
      Owner owner, String function, Trigger trigger, String name, String key, byte[] data) {
    this(owner, function, trigger, name, key, List.of(data), 1);
  }

  /** What the first event holds. */
  public byte[] data() {
    return events.get(0);
  }

  /** Each event as one that happens alone. */
  public List<Happening> each() {
    return events.stream()
        .map(data -> new Happening(owner, function, trigger, name, key, List.of(data), times))
        .toList();
  }

  /** Whose it is and which function's: what a resource of the function bears somewhere. */
  public Set<String> marks() {
    return Set.of(owner.id(), function);
  }

  /** Nothing that is deployed there listens. */
  public DeployException unheard(String place) {
    String what = (trigger.kind() + " " + name).strip();
    return DeployException.of(
        DeployException.Kind.NOT_FOUND,
        "nothing in the " + place + " listens to " + what + " for " + function,
        "deploy the function first");
  }

  /**
   * This cannot be had there.
   *
   * @param what can be, in words
   */
  public DeployException notEmbedded(String cloud, String what) {
    return DeployException.of(
        DeployException.Kind.UNSUPPORTED,
        "the embedded " + cloud + " has nothing that brings events of " + trigger.kind(),
        what + " are what it can have happen");
  }

  /** What became of an event that was delivered. */
  public enum Fate {
    HANDLED,
    /** The function refused it for good. */
    REFUSED,
    /** It comes again, or was given up. */
    FAILED,
    /** Nobody was called with it. */
    UNDELIVERED
  }

  /**
   * One delivery of one event to one who listens.
   *
   * @param to who listens, in the cloud's words
   * @param event the number of the event, from 1 on
   * @param time the number of the delivery, from 1 on; tries of one that failed count as one
   * @param attempts how often the function was called for it, as far as it was waited for
   * @param deadLetter where it went that was refused or given up; empty for nowhere
   * @param told what became of it, in lines
   */
  public record Delivery(
      String to,
      int event,
      int time,
      Fate fate,
      int attempts,
      String deadLetter,
      List<String> told) {
    public Delivery {
      Objects.requireNonNull(to, "to");
      Objects.requireNonNull(fate, "fate");
      Objects.requireNonNull(deadLetter, "deadLetter");
      told = List.copyOf(told);
    }

    /** One of an event that happens alone, told in one line. */
    public static Delivery of(String to, Fate fate, int attempts, String line) {
      return new Delivery(to, 1, 1, fate, attempts, "", List.of(to + ": " + line));
    }

    /** The same as that of another event, and another time. */
    public Delivery at(int number, int turn) {
      return new Delivery(to, number, turn, fate, attempts, deadLetter, told);
    }

    /**
     * The same, refused.
     *
     * @param place of the dead letters that have it; empty for none
     */
    public Delivery refused(String place) {
      String line =
          to + ": refused, and " + (place.isEmpty() ? "kept nowhere" : "went to " + place);
      return new Delivery(to, event, time, Fate.REFUSED, attempts, place, List.of(line));
    }

    /** Whether nothing of it is lost, and nothing comes again. */
    boolean settled() {
      return fate == Fate.HANDLED || fate == Fate.REFUSED && !deadLetter.isEmpty();
    }
  }

  /** What came of it, once nothing more comes: each delivery, in the order in which they ended. */
  public record Result(List<Delivery> deliveries) {
    public Result {
      deliveries = List.copyOf(deliveries);
    }

    /** Whether each was handled, or refused and is among the dead letters. */
    public boolean handled() {
      return !deliveries.isEmpty() && deliveries.stream().allMatch(Delivery::settled);
    }

    /** What became of each, in lines. */
    public List<String> told() {
      return deliveries.stream().flatMap(each -> each.told().stream()).toList();
    }
  }
}
