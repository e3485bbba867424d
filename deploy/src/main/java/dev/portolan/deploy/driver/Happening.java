package dev.portolan.deploy.driver;

import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Something that happens at an embedded cloud and that a function listens to: a message is sent, an
 * object stored, a schedule's time comes.
 *
 * @param function whose trigger this is; whatever else listens is called as well
 * @param trigger what of the function's hears of it
 * @param name what the topic, queue, bucket or table is called at the cloud; empty for a schedule
 * @param key of the object, the record or the message; empty for one that the cloud makes up
 * @param data of the message or the object; a record's fields as a JSON object, none for a removal;
 *     nothing for a schedule
 */
public record Happening(
    Owner owner, String function, Trigger trigger, String name, String key, byte[] data) {
  public Happening {
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(function, "function");
    Objects.requireNonNull(trigger, "trigger");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(data, "data");
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

  /**
   * What came of it, once nothing more comes.
   *
   * @param handled whether every function that listens has handled it
   * @param told each delivery in a line, in the order in which they ended
   */
  public record Result(boolean handled, List<String> told) {
    public Result {
      told = List.copyOf(told);
    }
  }
}
