package dev.portolan.maven;

import dev.portolan.deploy.driver.SandboxCloud;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.sandbox.Sandbox;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;

/** Keeps embedded clouds up for the other goals, until Ctrl-C. */
@Mojo(name = "sandbox", threadSafe = true)
public final class SandboxMojo extends AbstractMojo {
  /** Whose clouds: the name of a provider, or several, separated by commas. */
  @Parameter(property = "provider", required = true)
  String provider;

  /** Where the embedded clouds keep their state from run to run. */
  @Parameter(
      property = "portolan.sandbox.dir",
      defaultValue = "${project.build.directory}/portolan/sandbox")
  File sandboxDirectory;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
  MojoExecution execution;

  @Inject RepositorySystem repositories;

  @Override
  public void execute() throws MojoFailureException {
    CountDownLatch end = new CountDownLatch(1);
    Console console = new Console(getLog(), System.out, false);
    List<String> names = Arrays.stream(provider.split(",")).map(String::trim).distinct().toList();
    Interruption interruption = Interruption.stopping(end::countDown);
    try (Providers providers = new Providers(Repository.of(repositories, session, execution))) {
      List<SandboxCloud> clouds = names.stream().map(providers::sandbox).toList();
      try (Sandbox sandbox =
          Sandbox.keepUp(sandboxDirectory.toPath(), clouds, TimeSource.system(), console::info)) {
        names.forEach(name -> tell(console, name, sandbox));
        console.info("in another terminal: mvn portolan:deploy -Dsandbox -Dprovider=" + provider);
        console.info("Ctrl-C ends it; its state stays in " + sandboxDirectory);
        end.await();
      }
    } catch (DeployException e) {
      throw new MojoFailureException(e.getMessage() + (e.hint().isEmpty() ? "" : ": " + e.hint()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      interruption.close();
    }
  }

  private static void tell(Console console, String name, Sandbox sandbox) {
    sandbox.settings(name).entrySet().stream()
        .filter(setting -> setting.getValue().startsWith("http://"))
        .forEach(
            setting -> console.result(name + " " + setting.getKey() + ": " + setting.getValue()));
  }
}
