package dev.portolan.maven;

import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.model.Owner;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/** What Maven knows, as this plugin's own words. */
final class MavenFacts {
  /** Parameters that say something about functions, not about the goal. */
  private static final Set<String> ABOUT_FUNCTIONS =
      Set.of(
          "memory",
          "timeout",
          "architecture",
          "maxConcurrency",
          "deadLetter",
          "cors",
          "corsHeaders",
          "corsExposes",
          "corsCredentials",
          "corsMaxAge",
          "jwtIssuer",
          "jwtAudiences",
          "jwtScopes",
          "environment",
          "providers",
          "functions",
          "accept",
          "codec",
          "sample");

  private static final Set<String> MAVENS_OWN = Set.of("session", "execution", "repositories");

  private final PortolanMojo mojo;
  private final MavenProject project;
  private final PluginDescriptor plugin;

  MavenFacts(PortolanMojo mojo) {
    this.mojo = mojo;
    this.project = mojo.session.getCurrentProject();
    this.plugin = mojo.execution.getMojoDescriptor().getPluginDescriptor();
  }

  Order order(BuildOutput use) {
    return new Order(
        mojo.execution.getGoal(),
        Owner.of(project.getGroupId(), project.getArtifactId(), mojo.stage),
        providers(),
        use == BuildOutput.UNUSED ? Optional.empty() : bundle(),
        Optional.ofNullable(mojo.function),
        configuration(),
        mojo.sandbox,
        mojo.sandboxDirectory.toPath(),
        output());
  }

  /** Why this project has nothing for the goal. */
  Optional<String> reasonToSkip(BuildOutput use) {
    if (mojo.session.getProjects().size() > 1 && declaration(project).isEmpty()) {
      return Optional.of("this module does not declare the plugin");
    }
    return use == BuildOutput.NEEDED && bundle().isEmpty()
        ? Optional.of("this project makes no jar")
        : Optional.empty();
  }

  /** Why nothing would be done at all, told once, by the first of the modules. */
  Optional<String> reasonToFail() {
    List<MavenProject> all = mojo.session.getProjects();
    List<Boolean> declare = all.stream().map(each -> declaration(each).isPresent()).toList();
    return Modules.undeclared(declare, all.indexOf(project), plugin.getArtifactId());
  }

  private Optional<Bundle> bundle() {
    return ProjectBundle.of(project);
  }

  Repository repository() {
    return Repository.of(mojo.repositories, mojo.session, mojo.execution);
  }

  Console console() {
    boolean interactive = mojo.session.getRequest().isInteractiveMode();
    return new Console(mojo.getLog(), System.out, Console.isTerminal(interactive, System.getenv()));
  }

  private Path output() {
    return Path.of(project.getBuild().getDirectory(), "portolan");
  }

  private List<String> providers() {
    Stream<String> asked =
        mojo.provider == null
            ? Optional.ofNullable(mojo.targets).orElse(List.of()).stream()
            : Arrays.stream(mojo.provider.split(","));
    return asked.map(String::trim).filter(name -> !name.isEmpty()).distinct().toList();
  }

  private ProjectConfiguration configuration() {
    Set<String> parameters = new TreeSet<>();
    plugin.getMojos().forEach(goal -> parameters.addAll(goal.getParameterMap().keySet()));
    parameters.removeAll(MAVENS_OWN);
    Set<String> reserved = new TreeSet<>(parameters);
    reserved.removeAll(ABOUT_FUNCTIONS);

    ProjectConfiguration configuration =
        new ProjectConfiguration(key -> place(lines -> lines.configuration(key)))
            .properties(strings(project.getProperties()), this::propertyPlace);
    declared().ifPresent(xml -> configuration.xml(xml, parameters, reserved));
    return configuration.properties(strings(mojo.session.getUserProperties()), key -> "-D" + key);
  }

  private Optional<Plugin> declaration(MavenProject of) {
    return Optional.ofNullable(of.getPlugin(plugin.getPluginLookupKey()));
  }

  private Optional<Xpp3Dom> declared() {
    return declaration(project)
        .map(
            found -> {
              PluginExecution one = found.getExecutionsAsMap().get(mojo.execution.getExecutionId());
              Object xml = one == null ? found.getConfiguration() : one.getConfiguration();
              return (Xpp3Dom) xml;
            });
  }

  private String propertyPlace(String key) {
    return place(lines -> lines.property(key));
  }

  /** The first pom, from the project's own up, that has the line. */
  private String place(Function<PomLines, Optional<Integer>> line) {
    for (File pom : poms()) {
      Optional<Integer> found = line.apply(PomLines.read(pom.toPath(), plugin.getArtifactId()));
      if (found.isPresent()) {
        return here(pom.toPath()) + ":" + found.get();
      }
    }
    return project.getFile() == null ? "configuration" : here(project.getFile().toPath());
  }

  private List<File> poms() {
    List<File> poms = new ArrayList<>();
    for (MavenProject p = project; p != null; p = p.getParent()) {
      if (p.getFile() != null) {
        poms.add(p.getFile());
      }
    }
    return poms;
  }

  /** A path from where Maven was started, if it is below. */
  static String here(Path path) {
    Path start = Path.of("").toAbsolutePath();
    return (path.startsWith(start) ? start.relativize(path) : path).toString();
  }

  private static Map<String, String> strings(Properties properties) {
    Map<String, String> strings = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> strings.put(key, properties.getProperty(key)));
    return strings;
  }
}
