package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.StepList;
import dev.portolan.deploy.model.Step;
import java.util.List;
import java.util.Optional;

/**
 * What is everybody's, as queues and tables are: made where it is missing and a setting says so,
 * and never deleted with a function.
 */
final class Commons {
  private Commons() {}

  /**
   * Has one made, unless the plan does so already.
   *
   * @param id of the step
   * @param setting the flag that says so
   */
  static void make(
      StepList list, String kind, String name, String id, String setting, Step.Action create) {
    if (!list.has(id)) {
      String why = "there is none, and portolan.aws." + setting + " is true";
      list.lane(Optional.empty(), kind + ":" + name)
          .add(Step.Phase.STAGE, Step.Change.CREATE, id, kind + " " + name, why, List.of(), create);
    }
  }
}
