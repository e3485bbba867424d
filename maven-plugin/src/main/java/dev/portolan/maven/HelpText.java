package dev.portolan.maven;

import dev.portolan.deploy.driver.Setting;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;

/** Tells what can be asked for. */
final class HelpText {
  private final Console console;

  HelpText(Console console) {
    this.console = console;
  }

  void goals(List<MojoDescriptor> goals) {
    console.result("Goals:");
    for (MojoDescriptor goal : goals) {
      row("portolan:" + goal.getGoal(), goal.getDescription());
    }
  }

  /**
   * Each parameter once: as it is written on the command line, or in the plugin's configuration.
   */
  void properties(Collection<MojoDescriptor> goals) {
    Map<String, String> properties = new TreeMap<>();
    Map<String, String> elements = new TreeMap<>();
    for (MojoDescriptor goal : goals) {
      for (Parameter parameter : goal.getParameters()) {
        if (parameter.isEditable()) {
          property(goal, parameter)
              .ifPresentOrElse(
                  name -> properties.putIfAbsent(name, parameter.getDescription()),
                  () -> elements.putIfAbsent(parameter.getName(), parameter.getDescription()));
        }
      }
    }
    console.result("Properties:");
    properties.forEach((name, description) -> row("-D" + name, description));
    console.result("In the plugin's <configuration>:");
    elements.forEach((name, description) -> row("<" + name + ">", description));
  }

  void settings(String provider, List<Setting> settings) {
    console.result("Settings of " + provider + ":");
    for (Setting setting : settings) {
      String standard = setting.defaultValue();
      row(
          "-Dportolan." + provider + "." + setting.key(),
          setting.description()
              + (standard.isEmpty() ? "" : " [" + standard + "]")
              + (setting.scope() == Setting.Scope.FUNCTION ? " (also for one function)" : ""));
    }
  }

  private void row(String name, String description) {
    String text = Optional.ofNullable(description).orElse("").replaceAll("\\s+", " ").trim();
    console.result("  %-34s %s".formatted(name, text));
  }

  private static Optional<String> property(MojoDescriptor goal, Parameter parameter) {
    return Optional.ofNullable(goal.getMojoConfiguration().getChild(parameter.getName(), false))
        .map(element -> element.getValue(""))
        .filter(value -> value.startsWith("${") && value.endsWith("}"))
        .map(value -> value.substring(2, value.length() - 1));
  }
}
