package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Optional;

/**
 * A function whose triggers name things by what Google calls them.
 *
 * @param others which of its topics and queues are called otherwise here, as {@link Names#VARIABLE}
 *     holds it: their messages tell Google's names alone
 */
public record Called(FunctionSpec function, Optional<String> others) {
  /** {@link Names#VARIABLE}, for those who mean another class by that name. */
  public static final String VARIABLE = Names.VARIABLE;

  /** The function, with the names that the settings give. */
  public static Called of(FunctionSpec function, Settings given) {
    Names names = Names.of(given);
    return new Called(
        function.withTriggers(
            function.triggers().stream().map(each -> called(each, names)).toList()),
        names.text(
            function.triggers().stream()
                .filter(each -> each instanceof Trigger.Topic || each instanceof Trigger.Queue)
                .flatMap(each -> each.resource().stream())));
  }

  private static Trigger called(Trigger trigger, Names names) {
    if (trigger instanceof Trigger.Topic topic) {
      return new Trigger.Topic(names.of(topic.topic()), topic.types());
    } else if (trigger instanceof Trigger.Queue queue) {
      return new Trigger.Queue(names.of(queue.queue()), queue.batch());
    } else if (trigger instanceof Trigger.ObjectCreated objects) {
      return new Trigger.ObjectCreated(names.of(objects.bucket()));
    } else if (trigger instanceof Trigger.ObjectDeleted objects) {
      return new Trigger.ObjectDeleted(names.of(objects.bucket()));
    }
    return trigger instanceof Trigger.RecordChanged records
        ? new Trigger.RecordChanged(names.of(records.table()))
        : trigger;
  }
}
