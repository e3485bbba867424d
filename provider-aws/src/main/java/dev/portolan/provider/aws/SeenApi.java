package dev.portolan.provider.aws;

import java.util.List;
import java.util.Optional;

/**
 * An HTTP API of ours as it is.
 *
 * @param autoDeploy of its {@code $default} stage; empty when there is no such stage
 * @param authorizers what checks tokens, ours and others
 * @param duplicates ids of further APIs with our tag, made by runs that lost a response
 */
record SeenApi(
    String id,
    String endpoint,
    List<SeenIntegration> integrations,
    List<SeenRoute> routes,
    List<SeenAuthorizer> authorizers,
    Optional<Boolean> autoDeploy,
    List<String> duplicates) {
  /** What an API calls. */
  record SeenIntegration(String id, String uri, String payload) {
    /** Whether it calls exactly what an ARN names; a longer name is another function. */
    boolean calls(String arn) {
      return uri.equals(arn) || uri.endsWith("/" + arn + "/invocations");
    }

    /** Whether it calls a function, by whatever alias. */
    boolean callsAny(String functionArn) {
      return calls(functionArn) || uri.contains(functionArn + ":");
    }
  }

  /**
   * What checks tokens.
   *
   * @param bearer whether it takes tokens, and from where we have them taken
   */
  record SeenAuthorizer(String id, String name, Authorizer checks, boolean bearer) {}

  /**
   * What calls it.
   *
   * @param authorizer id of what checks its callers' tokens; empty for none
   */
  record SeenRoute(
      String id,
      String key,
      String authorization,
      String target,
      String authorizer,
      List<String> scopes) {
    boolean leadsTo(String integration) {
      return target.equals("integrations/" + integration);
    }
  }

  /** Oldest first is the one kept, should there be two. */
  Optional<SeenIntegration> integration(String liveArn) {
    return integrations.stream().filter(integration -> integration.calls(liveArn)).findFirst();
  }

  Optional<SeenRoute> route(String key) {
    return routes.stream().filter(route -> route.key().equals(key)).findFirst();
  }

  Optional<SeenAuthorizer> authorizer(String name) {
    return authorizers.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Whether a route leads to something that is there, and is another function. */
  boolean leadsElsewhere(SeenRoute route, String functionArn) {
    return integrations.stream()
        .anyMatch(known -> route.leadsTo(known.id()) && !known.callsAny(functionArn));
  }

  /** The routes that lead to a function, in whatever number of integrations. */
  List<SeenRoute> routesTo(String functionArn) {
    List<SeenIntegration> its =
        integrations.stream().filter(known -> known.callsAny(functionArn)).toList();
    return routes.stream()
        .filter(route -> its.stream().anyMatch(known -> route.leadsTo(known.id())))
        .toList();
  }
}
