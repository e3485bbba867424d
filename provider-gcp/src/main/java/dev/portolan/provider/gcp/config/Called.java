package dev.portolan.provider.gcp.config;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Setting;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A function whose triggers name things by what Google calls them.
 *
 * @param others what a topic or a queue is called here, by what the function calls it otherwise:
 *     its messages tell the first alone
 */
public record Called(FunctionSpec function, SortedMap<String, String> others) {
  /** What the adapter reads them from; neither name can hold a comma or an equals sign. */
  public static final String VARIABLE = "PORTOLAN_NAMES";

  static final Setting SETTING = Names.SETTING;

  public Called {
    others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
  }

  /** The function, with the names that the settings give. */
  public static Called of(FunctionSpec function, Settings given) {
    Names names = Names.of(given);
    SortedMap<String, String> others = new TreeMap<>();
    List<Trigger> triggers =
        function.triggers().stream().map(each -> called(each, names, others)).toList();
    return new Called(function.withTriggers(triggers), others);
  }

  private static Trigger called(Trigger trigger, Names names, SortedMap<String, String> others) {
    if (trigger instanceof Trigger.Topic topic) {
      return new Trigger.Topic(message(topic.topic(), names, others), topic.types());
    } else if (trigger instanceof Trigger.Queue queue) {
      return new Trigger.Queue(message(queue.queue(), names, others), queue.batch());
    } else if (trigger instanceof Trigger.ObjectCreated objects) {
      return new Trigger.ObjectCreated(names.of(objects.bucket()));
    } else if (trigger instanceof Trigger.ObjectDeleted objects) {
      return new Trigger.ObjectDeleted(names.of(objects.bucket()));
    }
    return trigger instanceof Trigger.RecordChanged records
        ? new Trigger.RecordChanged(names.of(records.table()))
        : trigger;
  }

  private static String message(String name, Names names, SortedMap<String, String> others) {
    String here = names.of(name);
    if (!here.equals(name)) {
      others.put(name, here);
    }
    return here;
  }

  /** As the variable holds them: {@code name=here}, with commas between. */
  public String text() {
    return String.join(
        ",",
        others.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList());
  }
}
