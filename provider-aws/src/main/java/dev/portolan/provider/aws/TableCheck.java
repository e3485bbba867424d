package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.List;

/** What can be said against a function's table before any call. */
final class TableCheck {
  private TableCheck() {}

  static void add(List<FunctionSpec> functions, Settings settings, List<Problem> problems) {
    Names names = Names.of(settings);
    SettingReader reader = SettingReader.of(settings, problems);
    functions.stream()
        .flatMap(each -> each.triggers(Trigger.RecordChanged.class))
        .map(Trigger.RecordChanged::table)
        .distinct()
        .filter(name -> TableName.parse(names.of(name)).isEmpty())
        .forEach(
            name ->
                reader.problem(
                    "names." + name,
                    "'"
                        + names.of(name)
                        + "' is neither the name of a table (3 to 255 letters, digits, _, - and .)"
                        + " nor its ARN; that of a stream changes, so none is named"));
  }
}
