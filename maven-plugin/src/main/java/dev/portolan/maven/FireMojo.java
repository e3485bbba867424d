package dev.portolan.maven;

import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.sandbox.Sandbox;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Has something happen in the sandbox that a deployed function listens to, and tells what came of
 * it: a message is sent, an object stored, a schedule's time comes.
 */
@Mojo(name = "fire", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
@Execute(phase = LifecyclePhase.PACKAGE)
public final class FireMojo extends CloudMojo {
  /**
   * Which of the function's triggers: schedule, topic, queue, object-created, object-deleted,
   * record-changed or kafka. Not needed for a function that has one.
   */
  @Parameter(property = "kind")
  String kind;

  /** The message, the object's content, or the record's fields in JSON; {@code @} and a file. */
  @Parameter(property = "data")
  String data;

  /** The key of the object, the record or the Kafka message. */
  @Parameter(property = "key")
  String key;

  @Override
  BuildOutput buildOutput() {
    return BuildOutput.NEEDED;
  }

  @Override
  Report work(Run run) {
    Sandbox clouds =
        run.sandbox()
            .orElseThrow(
                () ->
                    DeployException.of(
                        DeployException.Kind.INVALID_CONFIGURATION,
                        "things are made to happen in the sandbox only",
                        "add -Dsandbox; at a cloud of its own, use what the cloud has for that"));
    Payload payload = Payload.of(data, session.getCurrentProject().getBasedir().toPath());
    return run.at(site -> fire(run, site, clouds, payload));
  }

  private Outcome fire(Run run, Site site, Sandbox clouds, Payload payload) {
    FunctionSpec function = function(run, site);
    Trigger trigger = trigger(function);
    Happening happening =
        new Happening(
            run.order().owner(),
            function.name(),
            trigger,
            trigger.resource().map(site.names()::of).orElse(""),
            key == null ? payload.fileName() : key,
            payload.bytes());
    Happening.Result result = clouds.fire(site.portolan().provider(), happening);
    result.told().forEach(run.console()::result);
    if (!result.handled()) {
      throw DeployException.of(
          DeployException.Kind.UNHEALTHY,
          function.name() + " did not handle it",
          "see what it said: portolan:logs");
    }
    return Looked.at(
        site,
        site.portolan().find(run.order().owner()).stream()
            .filter(deployed -> deployed.function().equals(function.name()))
            .toList());
  }

  private static FunctionSpec function(Run run, Site site) {
    List<FunctionSpec> all = site.application().functions();
    List<FunctionSpec> meant =
        all.stream()
            .filter(f -> run.order().function().map(f.name()::equals).orElse(true))
            .toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    throw DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        meant.isEmpty() ? "the project has no such function" : "the project has several functions",
        "say which: -Dfunction=<name>, one of "
            + all.stream().map(FunctionSpec::name).collect(Collectors.joining(", ")));
  }

  private Trigger trigger(FunctionSpec function) {
    List<Trigger> events =
        function.triggers().stream().filter(each -> !(each instanceof Trigger.Http)).toList();
    List<Trigger> meant =
        events.stream().filter(each -> kind == null || each.kind().equals(kind)).toList();
    if (meant.size() == 1) {
      return meant.get(0);
    }
    String kinds = events.stream().map(Trigger::kind).collect(Collectors.joining(", "));
    throw DeployException.of(
        DeployException.Kind.INVALID_CONFIGURATION,
        events.isEmpty()
            ? "no event calls " + function.name()
            : function.name() + (meant.isEmpty() ? " has no such trigger" : " has several"),
        events.isEmpty() ? "call it: portolan:invoke" : "say which: -Dkind=<kind>, of " + kinds);
  }
}
