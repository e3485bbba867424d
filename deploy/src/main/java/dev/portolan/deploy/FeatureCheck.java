package dev.portolan.deploy;

import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.model.Application;
import dev.portolan.deploy.model.Architecture;
import dev.portolan.deploy.model.Feature;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Refuses what a provider does not claim, and names what comes nearest. */
final class FeatureCheck {
  private FeatureCheck() {}

  static List<Problem> of(Provider provider, Application application) {
    return of(provider.name(), provider.features(), application.functions());
  }

  /** The same of a provider of which no more is known than its claims. */
  static List<Problem> of(String provider, Set<Feature> claimed, List<FunctionSpec> functions) {
    List<Problem> problems = new ArrayList<>();
    for (FunctionSpec function : functions) {
      for (Feature feature : needs(function)) {
        if (!claimed.contains(feature)) {
          problems.add(
              Problem.of(
                  function.name(),
                  provider + " does not have: " + feature.description(),
                  alternative(feature, claimed)));
        }
      }
    }
    return problems;
  }

  private static Set<Feature> needs(FunctionSpec function) {
    Set<Feature> needs = EnumSet.noneOf(Feature.class);
    function.triggers().stream().map(Trigger::needs).forEach(needs::add);
    if (function.triggers().stream().anyMatch(FeatureCheck::streams)) {
      needs.add(Feature.STREAMING);
    }
    if (function.triggers(Trigger.Http.class).anyMatch(http -> http.cors().isPresent())) {
      needs.add(Feature.CORS);
    }
    if (function.triggers(Trigger.Http.class).anyMatch(http -> http.jwt().isPresent())) {
      needs.add(Feature.JWT);
    }
    if (function.triggers().isEmpty()) {
      needs.add(Feature.DIRECT_INVOCATION);
    }
    for (String value : function.environment().values()) {
      needs.add(value.startsWith("secret://") ? Feature.SECRET_REFERENCES : Feature.ENVIRONMENT);
    }
    if (function.deadLetter().isPresent()) {
      needs.add(Feature.DEAD_LETTER);
    }
    function.uses().stream().map(each -> each.kind().needs()).forEach(needs::add);
    if (function.sizing().maxConcurrency().isPresent()) {
      needs.add(Feature.MAX_CONCURRENCY);
    }
    if (function.sizing().architecture() == Architecture.ARM64) {
      needs.add(Feature.ARM64);
    }
    return needs;
  }

  private static boolean streams(Trigger trigger) {
    return trigger instanceof Trigger.Http http && http.streaming();
  }

  private static String alternative(Feature missing, Set<Feature> claimed) {
    return switch (missing) {
      case PUBLIC_HTTP ->
          claimed.contains(Feature.HTTP)
              ? "let the platform identify callers: access = AUTHENTICATED"
              : direct(claimed);
      case HTTP ->
          claimed.contains(Feature.PUBLIC_HTTP)
              ? "if anyone may call it, say so: access = PUBLIC"
              : direct(claimed);
      case STREAMING ->
          "leave streaming = true out of @Http if the body may be collected before it is sent";
      case JWT ->
          "leave jwtIssuer out for this provider, and its own identities may call; or put a gateway"
              + " that checks tokens before it, or make the function public and check them in it"
              + " with a library of their issuer's";
      case CORS ->
          "leave cors out for this provider: let the platform itself say which pages may, or a proxy"
              + " give pages and function one origin";
      case DIRECT_INVOCATION ->
          claimed.contains(Feature.HTTP) || claimed.contains(Feature.PUBLIC_HTTP)
              ? "give the function an @Http path"
              : "deploy it to another provider";
      case SCHEDULE -> called(claimed, "let a scheduler of your own call");
      case TOPIC -> called(claimed, "let the topic's platform push to");
      case QUEUE ->
          claimed.contains(Feature.TOPIC)
              ? "take the messages from a topic, with @Topic"
              : called(claimed, "let a worker of your own post the messages to");
      case OBJECTS -> events(claimed, "the store's notifications");
      case RECORDS -> events(claimed, "the table's changes");
      case KAFKA ->
          claimed.contains(Feature.TOPIC)
              ? "let a connector publish the records to a topic and take them with @Topic"
              : called(claimed, "let a connector of your own post the records to");
      case DEAD_LETTER ->
          "leave deadLetter out for this provider: its log says what is lost, and let the function"
              + " itself keep what it cannot do";
      case SENDING ->
          "leave the annotation out for this provider and let the function call the service with a"
              + " client of its own, with its own permissions";
      case BUCKETS ->
          "leave the annotation out for this provider and let the function use an object store with"
              + " a client of its own, as one that speaks S3, whose address is in its environment"
              + (claimed.contains(Feature.SECRET_REFERENCES)
                  ? " and whose key is a secret by reference"
                  : "");
      case SECRET_REFERENCES ->
          "let the function fetch the secret itself, with its own permissions";
      case ENVIRONMENT -> "leave the environment out for this provider";
      case MAX_CONCURRENCY -> "leave maxConcurrency out: the provider has its own bound";
      case ARM64 -> "use x86_64";
      default -> "deploy it to another provider";
    };
  }

  private static String events(Set<Feature> claimed, String what) {
    return claimed.contains(Feature.TOPIC)
        ? "send " + what + " to a topic and take them with @Topic"
        : called(claimed, "let " + what + " call");
  }

  private static String direct(Set<Feature> claimed) {
    return claimed.contains(Feature.DIRECT_INVOCATION)
        ? "leave @Http out and invoke it directly"
        : "deploy it to another provider";
  }

  /** Without the event trigger, somebody else has to call. */
  private static String called(Set<Feature> claimed, String caller) {
    if (claimed.contains(Feature.HTTP) || claimed.contains(Feature.PUBLIC_HTTP)) {
      return "give the function an @Http path instead, and " + caller + " it";
    }
    return claimed.contains(Feature.DIRECT_INVOCATION)
        ? "leave the trigger out and invoke it directly"
        : "deploy it to another provider";
  }
}
