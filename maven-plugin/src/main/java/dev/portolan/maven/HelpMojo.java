package dev.portolan.maven;

import dev.portolan.deploy.model.DeployException;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** Tells the goals and their properties; with a provider, its settings too. */
@Mojo(name = "help", requiresProject = false, threadSafe = true)
public final class HelpMojo extends AbstractMojo {
  /** Whose settings: the name of a provider, or several, separated by commas. */
  @Parameter(property = "provider")
  String provider;

  /** The one goal to tell about. */
  @Parameter(property = "goal")
  String goal;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  @Inject RepositorySystem repositories;

  @Override
  public void execute() throws MojoFailureException {
    Console console = new Console(getLog(), System.out, false);
    HelpText help = new HelpText(console);
    List<MojoDescriptor> goals =
        execution.getMojoDescriptor().getPluginDescriptor().getMojos().stream()
            .filter(mojo -> goal == null || goal.equals(mojo.getGoal()))
            .toList();
    try (Providers providers = new Providers(Repository.of(repositories, session, execution))) {
      help.goals(goals);
      help.properties(goals);
      if (provider == null) {
        console.result("Providers: " + String.join(", ", providers.known()));
        console.result("Their settings: mvn portolan:help -Dprovider=<name>");
      } else {
        for (String name : Arrays.stream(provider.split(",")).map(String::trim).toList()) {
          help.settings(name, providers.provider(name).provider().settings());
        }
      }
    } catch (DeployException e) {
      throw new MojoFailureException(e.getMessage() + ": " + e.hint());
    }
  }
}
