package dev.portolan.maven;

import dev.portolan.deploy.Fired;
import dev.portolan.deploy.Outcome;
import dev.portolan.deploy.Report;
import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.deploy.sandbox.Sandbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
  private static final int MOST = 100;

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

  /** Whether each line of the data is an event of its own; a cloud brings them in its batches. */
  @Parameter(property = "lines", defaultValue = "false")
  boolean lines;

  /** How often each event is delivered: again and again the same, as clouds may do. */
  @Parameter(property = "times", defaultValue = "1")
  int times;

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
    if (times < 1 || times > MOST) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          "-Dtimes=" + times + ": an event cannot be delivered so often",
          "say 1 to " + MOST);
    }
    Payload payload = Payload.of(data, session.getCurrentProject().getBasedir().toPath());
    Map<String, Happening.Result> results = new ConcurrentHashMap<>();
    Report report = run.at(site -> fire(run, site, clouds, payload, results));
    Map<String, Optional<Happening.Result>> all = new LinkedHashMap<>();
    report
        .outcomes()
        .forEach(
            each -> all.put(each.provider(), Optional.ofNullable(results.get(each.provider()))));
    return results.isEmpty() ? report : report.withFired(new Fired(all));
  }

  private Outcome fire(
      Run run, Site site, Sandbox clouds, Payload payload, Map<String, Happening.Result> results) {
    FunctionSpec function = function(run, site);
    Trigger trigger = trigger(function);
    Happening happening =
        new Happening(
            run.order().owner(),
            function.name(),
            trigger,
            trigger.resource().map(site.names()::of).orElse(""),
            key == null ? payload.fileName() : key,
            events(trigger, payload),
            times);
    Happening.Result result = clouds.fire(site.portolan().provider(), happening);
    results.put(site.portolan().provider(), result);
    result.deliveries().forEach(each -> tell(run, happening, each));
    if (!result.handled()) {
      throw DeployException.of(
          DeployException.Kind.UNHEALTHY,
          function.name() + " did not handle " + (result.deliveries().size() > 1 ? "all" : "it"),
          "see what it said: portolan:logs");
    }
    return Looked.at(
        site,
        site.portolan().find(run.order().owner()).stream()
            .filter(deployed -> deployed.function().equals(function.name()))
            .toList());
  }

  private List<byte[]> events(Trigger trigger, Payload payload) {
    if (!lines) {
      return List.of(payload.bytes());
    }
    boolean alone =
        trigger instanceof Trigger.Schedule
            || trigger instanceof Trigger.ObjectCreated
            || trigger instanceof Trigger.ObjectDeleted;
    List<byte[]> all = payload.lines();
    if (alone || all.isEmpty()) {
      throw DeployException.of(
          DeployException.Kind.INVALID_CONFIGURATION,
          alone
              ? "-Dlines: an event of " + trigger.kind() + " holds no lines"
              : "-Dlines: the data has none",
          alone ? "leave it out, and fire each alone" : "give a line for each event");
    }
    return all;
  }

  private static void tell(Run run, Happening happening, Happening.Delivery delivery) {
    String which =
        (happening.events().size() > 1 ? "event " + delivery.event() + ", " : "")
            + (happening.times() > 1 ? "delivery " + delivery.time() + ", " : "");
    delivery.told().forEach(line -> run.console().result(which + line));
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
