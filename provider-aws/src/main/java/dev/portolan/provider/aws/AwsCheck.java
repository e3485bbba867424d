package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.DeadLetterVariable;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Jwt;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what is asked for against Lambda's limits, before any call.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
final class AwsCheck {
  private static final int ENVIRONMENT_BYTES = 4096;
  private static final int HTTP_API_SECONDS = 30;

  /**
   * "Audiences per authorizer: 50".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html">Quotas
   *     for configuring and running an HTTP API</a>
   */
  private static final int MOST_AUDIENCES = 50;

  /** "Scopes per route: 10", as above. */
  private static final int MOST_SCOPES = 10;

  /** What a queue's URL holds is as long in every account. */
  private static final String ANY_ACCOUNT = "000000000000";

  /** So that nothing is refused that fits, where nobody has said which region yet. */
  private static final String SHORTEST_REGION = "us-east-1";

  /**
   * Names Lambda sets itself.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined
   *     runtime environment variables</a>
   */
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_DEFAULT_REGION",
          "AWS_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_LAMBDA_RUNTIME_API",
          "LAMBDA_TASK_ROOT",
          "LAMBDA_RUNTIME_DIR",
          "PORTOLAN_FUNCTION",
          Names.VARIABLE);

  private static final Set<String> METHODS =
      Set.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  private AwsCheck() {}

  static List<Problem> problems(Application application, Settings settings) {
    List<Problem> problems = new ArrayList<>();
    AwsSettings run = AwsSettings.read(settings, problems);
    Place place =
        new Place(application.owner(), "aws", ANY_ACCOUNT, run.region().orElse(SHORTEST_REGION));
    problems.addAll(Names.of(settings).strays("aws", application.functions()));
    TopicNames.check(application.functions(), settings, problems);
    BucketNames.check(application.functions(), settings, problems);
    TableCheck.add(application.functions(), settings, problems);
    QueueCheck.add(application.functions(), settings, problems);
    KafkaCheck.add(place, application.functions(), settings, problems);
    Map<String, String> routes = new HashMap<>();
    Map<String, String> names = new HashMap<>();
    for (FunctionSpec spec : application.functions()) {
      FunctionSettings own = FunctionSettings.read(spec, settings, problems);
      sizing(spec, own, problems);
      environment(place, spec, Names.of(settings), problems);
      routes(spec, own, routes, problems);
      access(spec, own, problems);
      tokens(spec, own, problems);
      schedule(spec, own, problems);
      types(spec, Names.of(settings), problems);
      TagCheck.add(spec.name(), own.tags(), problems);
      String other = names.put(Place.function(application.owner(), spec.name()), spec.name());
      if (other != null) {
        add(problems, spec, "has the same name in Lambda as " + other, "rename one of them");
      }
    }
    return problems;
  }

  private static void sizing(FunctionSpec spec, FunctionSettings own, List<Problem> problems) {
    int memory = spec.sizing().memoryMebibytes();
    if (memory < 128 || memory > 10240) {
      add(problems, spec, "memory is " + memory + " MiB", "Lambda has 128 to 10240 MiB");
    }
    long seconds = spec.sizing().timeout().toSeconds();
    boolean whole = spec.sizing().timeout().equals(java.time.Duration.ofSeconds(seconds));
    if (seconds < 1 || seconds > 900 || !whole) {
      String hint = "Lambda takes 1 to 900 whole seconds";
      add(problems, spec, "timeout is " + spec.sizing().timeout(), hint);
    }
    boolean routed = !Route.of(spec).isEmpty();
    if (routed && own.front() == Front.HTTP_API && seconds > HTTP_API_SECONDS) {
      add(
          problems,
          spec,
          "timeout is " + seconds + " s, and an HTTP API waits 30 s for an answer",
          "lower the timeout, or set portolan.aws.front=url: a function URL waits as long");
    }
    if (spec.sizing().maxConcurrency().orElse(0) < 0) {
      add(
          problems,
          spec,
          "maxConcurrency is negative",
          "0 stops the function, 1 and more bound it");
    }
  }

  private static void environment(
      Place place, FunctionSpec spec, Names names, List<Problem> problems) {
    int bytes = "PORTOLAN_FUNCTION".length() + spec.name().length();
    bytes +=
        Authorizer.taken(spec)
            .map(jwt -> Authorizer.VARIABLE.length() + Authorizer.text(jwt).length())
            .orElse(0);
    bytes +=
        WantedDeadLetter.of(place, spec, names)
            .map(queue -> DeadLetterVariable.NAME.length() + queue.url().length())
            .orElse(0);
    bytes +=
        TopicNames.text(spec, names).map(text -> Names.VARIABLE.length() + text.length()).orElse(0);
    for (Map.Entry<String, String> variable :
        WantedUses.of(place, spec, names).environment().entrySet()) {
      bytes += variable.getKey().length() + variable.getValue().length();
    }
    for (Map.Entry<String, String> variable : spec.environment().entrySet()) {
      String name = variable.getKey();
      bytes += name.getBytes(StandardCharsets.UTF_8).length;
      bytes += variable.getValue().getBytes(StandardCharsets.UTF_8).length;
      if (RESERVED.contains(name)) {
        add(problems, spec, "sets the variable " + name, "Lambda sets it: choose another name");
      } else if (name.equals(DeadLetterVariable.NAME)) {
        String hint = "leave it out, and set deadLetter to the name of a queue";
        add(problems, spec, "sets the variable " + name, hint);
      } else if (name.startsWith(WantedUses.VARIABLES)) {
        String hint = "leave it out: it says where what the function's class declares is";
        add(problems, spec, "sets the variable " + name, hint);
      } else if (!name.matches("[a-zA-Z][a-zA-Z0-9_]+")) {
        String hint = "Lambda takes two or more letters, digits and _, a letter first";
        add(problems, spec, "sets the variable '" + name + "'", hint);
      }
      if (Secrets.malformed(variable.getValue())) {
        String hint = "write secret://name or secret://name#version";
        add(problems, spec, "the secret reference of " + name + " is malformed", hint);
      }
    }
    if (bytes > ENVIRONMENT_BYTES) {
      String hint = "Lambda holds 4096: keep big values elsewhere";
      add(problems, spec, "its environment has " + bytes + " bytes", hint);
    }
  }

  private static void routes(
      FunctionSpec spec, FunctionSettings own, Map<String, String> taken, List<Problem> problems) {
    for (Route route : Route.of(spec)) {
      if (!METHODS.contains(route.method())) {
        String hint = "API Gateway routes " + METHODS.stream().sorted().toList();
        add(problems, spec, "the method " + route.method() + " cannot be routed", hint);
      }
      if (own.front() == Front.HTTP_API) {
        String other = taken.putIfAbsent(route.key(), spec.name());
        if (other != null) {
          String what = "the route " + route.key() + " belongs to " + other + " already";
          add(problems, spec, what, "change one of the two paths");
        }
      }
    }
  }

  /** A function URL knows IAM's callers, and no others. */
  private static void tokens(FunctionSpec spec, FunctionSettings own, List<Problem> problems) {
    Optional<Jwt> jwt = Authorizer.taken(spec);
    if (jwt.isPresent() && own.front() == Front.URL) {
      add(
          problems,
          spec,
          "takes tokens, which a function URL does not check",
          "set portolan.aws.front=http-api, or leave jwtIssuer out");
    }
    if (jwt.map(each -> each.audiences().size()).orElse(0) > MOST_AUDIENCES) {
      add(
          problems,
          spec,
          "takes tokens for too many",
          "name " + MOST_AUDIENCES + " audiences at most");
    }
    if (jwt.map(each -> each.scopes().size()).orElse(0) > MOST_SCOPES) {
      add(problems, spec, "asks for too many scopes", "name " + MOST_SCOPES + " at most");
    }
  }

  /** A function URL asks all its callers for the same: what one route opens, all would be. */
  private static void access(FunctionSpec spec, FunctionSettings own, List<Problem> problems) {
    long kinds = Route.of(spec).stream().map(Route::open).distinct().count();
    if (own.front() == Front.URL && kinds > 1) {
      String what = "some of its routes are open to anyone and some are not, behind one URL";
      add(problems, spec, what, "give them one access, or set portolan.aws.front=http-api");
    }
  }

  /** Whoever brings a role of theirs lets us make none. */
  private static void schedule(FunctionSpec spec, FunctionSettings own, List<Problem> problems) {
    boolean scheduled = spec.triggers().stream().anyMatch(Trigger.Schedule.class::isInstance);
    if (scheduled && own.role().isPresent() && own.scheduleRole().isEmpty()) {
      add(
          problems,
          spec,
          "has a schedule and a role of yours, but no role that its schedule calls with",
          "set portolan.aws.scheduleRole to one that scheduler.amazonaws.com may take on and that"
              + " may lambda:InvokeFunction, or leave out portolan.aws.role");
    }
  }

  private static void types(FunctionSpec spec, Names names, List<Problem> problems) {
    for (Trigger trigger : spec.triggers()) {
      if (trigger instanceof Trigger.Topic topic
          && BusName.parse(names.of(topic.topic())).isPresent()) {
        int length = WantedRule.pattern(topic.types()).length();
        if (length > WantedRule.LONGEST) {
          add(
              problems,
              spec,
              "takes so many types from the topic "
                  + topic.topic()
                  + " that the event pattern of its rule has "
                  + length
                  + " characters",
              "EventBridge takes "
                  + WantedRule.LONGEST
                  + ": name fewer, or none to take all, and look at the type in the function");
        }
      } else if (trigger instanceof Trigger.Topic topic
          && topic.types().size() > WantedTopic.MOST_TYPES) {
        add(
            problems,
            spec,
            "takes " + topic.types().size() + " types from the topic " + topic.topic(),
            "an SNS filter holds "
                + WantedTopic.MOST_TYPES
                + ": name fewer, or none to take all, and look at the type in the function");
      }
    }
  }

  private static void add(List<Problem> problems, FunctionSpec spec, String what, String hint) {
    problems.add(Problem.of("function " + spec.name(), what, hint));
  }
}
