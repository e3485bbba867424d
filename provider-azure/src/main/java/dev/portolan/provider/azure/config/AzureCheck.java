package dev.portolan.provider.azure.config;

import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Says, before any call, what Azure would refuse, or read in another way. */
public final class AzureCheck {
  /**
   * "230 seconds is the maximum amount of time that an HTTP triggered function can take to respond
   * to a request. This is because of the default idle timeout of Azure Load Balancer."
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout">Function
   *     app time-out duration</a>
   */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(230);

  /**
   * "Event Grid waits 30 seconds for a response after delivering a message", and then delivers it
   * again, whether or not the function still runs. The answer must have come by then, so there is a
   * second less.
   *
   * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry">Event Grid
   *     message delivery and retry</a>
   */
  private static final Duration LONGEST_DELIVERY = Duration.ofSeconds(29);

  /** On Flex Consumption there is no bound; a day is what a person still means. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private AzureCheck() {}

  public static List<Problem> problems(Application application, Settings given) {
    List<Problem> problems = new ArrayList<>();
    AzureSettings run = AzureSettings.read(given, problems);
    Map<String, String> sites = new HashMap<>();
    Map<String, String> accounts = new HashMap<>();
    run.storageAccount().ifPresent(shared -> accounts.put(shared, "all functions together"));
    BusCheck.add(application.functions(), given, problems);
    ObjectCheck.add(application.functions(), given, problems);
    TableCheck.add(application.functions(), given, problems);
    KafkaCheck.add(application.functions(), given, problems);
    for (FunctionSpec function : application.functions()) {
      FunctionSettings own = FunctionSettings.read(function, given, problems);
      own.siteName().ifPresent(name -> own("siteName", "site", name, function, sites, problems));
      own.hostAccount()
          .ifPresent(
              name -> own("hostAccount", "storage account", name, function, accounts, problems));
      timeout(function, problems);
      concurrency(function, problems);
      routes(function, problems);
      sharing(function, problems);
      EnvironmentCheck.add(function, problems);
    }
    return problems;
  }

  private static void own(
      String setting,
      String kind,
      String name,
      FunctionSpec function,
      Map<String, String> names,
      List<Problem> problems) {
    String other = names.putIfAbsent(name.toLowerCase(Locale.ROOT), function.name());
    if (other != null) {
      problems.add(
          Problem.of(
              function.name() + ": portolan.azure." + setting,
              "'" + name + "' is the " + kind + " of " + other + " already",
              "give each function a name of its own, or leave the setting out"));
    }
  }

  private static void timeout(FunctionSpec function, List<Problem> problems) {
    boolean answers = function.triggers().stream().anyMatch(Trigger.Http.class::isInstance);
    boolean told = ObjectKind.any(function);
    Duration most = told ? LONGEST_DELIVERY : answers ? LONGEST_REQUEST : LONGEST;
    Duration asked = function.sizing().timeout();
    if (asked.compareTo(most) > 0 || asked.toSeconds() < 1) {
      problems.add(
          Problem.of(
              function.name() + ": timeout",
              asked.toSeconds()
                  + " s; "
                  + (told
                      ? "Event Grid, which tells of objects, waits"
                      : answers ? "Azure's load balancer waits" : "a function may run")
                  + " 1 to "
                  + most.toSeconds()
                  + " s",
              asked.toSeconds() < 1
                  ? "raise it"
                  : told ? "lower it, and leave what takes longer to a queue" : "lower it"));
    }
  }

  /**
   * Requests scale as one, and each other trigger by itself: "The maximum instance count applies to
   * on-demand instances in each per-function scale group (function group) rather than to the app's
   * combined instances."
   *
   * @see <a
   *     href="https://learn.microsoft.com/azure/azure-functions/event-driven-scaling#limit-scale-out">Limit
   *     scale-out</a>
   */
  private static void concurrency(FunctionSpec function, List<Problem> problems) {
    if (function.sizing().maxConcurrency().orElse(1) < 1) {
      problems.add(
          Problem.of(
              function.name() + ": maxConcurrency",
              "Azure has no function that may not run",
              "ask for 1 or more, or destroy it"));
    }
    long groups = function.triggers().stream().flatMap(AzureCheck::groups).distinct().count();
    if (function.sizing().maxConcurrency().isPresent() && groups > 1) {
      problems.add(
          Problem.of(
              function.name() + ": maxConcurrency",
              "Azure scales requests, a queue, a topic, objects, records, each topic of Kafka and a"
                  + " schedule on instances of their own, and has no bound on all of them together",
              "make one function for each trigger, or ask for no bound"));
    }
  }

  /**
   * The host answers what browsers ask beforehand, and has no setting for how long they may
   * remember it.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.WebHost/Configuration/HostCorsOptions.cs">HostCorsOptions</a>
   */
  private static void sharing(FunctionSpec function, List<Problem> problems) {
    boolean aged =
        function
            .triggers(Trigger.Http.class)
            .flatMap(http -> http.cors().stream())
            .anyMatch(cors -> cors.maxAge().isPresent());
    if (aged) {
      problems.add(
          Problem.of(
              function.name() + ": corsMaxAge",
              "Azure's host answers browsers by itself, and does not say for how long they may"
                  + " remember it",
              "leave it out here, and set it for the other providers alone"));
    }
  }

  /**
   * What is stored and what is removed comes by one function of the app, and each topic of Kafka by
   * one of its own.
   */
  private static Stream<Object> groups(Trigger trigger) {
    if (trigger instanceof Trigger.Kafka kafka) {
      return kafka.topics().stream().map(topic -> List.of(kafka.kind(), topic));
    }
    return Stream.of(
        trigger instanceof Trigger.ObjectDeleted
            ? Trigger.ObjectCreated.class
            : trigger.getClass());
  }

  /**
   * The host keeps paths for itself, and asks for a key by the folder by which all requests come.
   *
   * @see <a
   *     href="https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.WebHost/WebScriptHostHttpRoutesManager.cs">the
   *     routes that are mapped besides</a>
   */
  private static void routes(FunctionSpec function, List<Problem> problems) {
    List<Trigger.Http> all = function.triggers(Trigger.Http.class).toList();
    for (Trigger.Http http : all) {
      String first = (http.path() + "/").split("/", 3)[1].toLowerCase(Locale.ROOT);
      if (first.matches("admin|runtime")) {
        problems.add(
            Problem.of(
                function.name() + ": path '" + http.path() + "'",
                "Azure's host keeps /" + first + " for itself",
                "choose another"));
      }
    }
    if (all.size() > 1) {
      problems.add(
          Problem.of(
              function.name() + ": @Http twice",
              "the adapter has one route, and the host asks for a key at all paths or none",
              "make one function for each"));
    }
  }
}
