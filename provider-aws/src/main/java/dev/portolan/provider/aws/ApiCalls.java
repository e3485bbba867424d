package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Owner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.Api;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType;
import software.amazon.awssdk.services.apigatewayv2.model.GetApisResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetAuthorizersResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetIntegrationsResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetRoutesResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetStagesResponse;
import software.amazon.awssdk.services.apigatewayv2.model.Integration;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.NotFoundException;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.apigatewayv2.model.Stage;

/** HTTP APIs: one method a call. */
record ApiCalls(Supplier<ApiGatewayV2Client> client, Ledger ledger) {
  /** The stage without a name in its URLs. */
  static final String STAGE = "$default";

  static final String PAYLOAD = "2.0";

  /**
   * What checks a route's tokens.
   *
   * @param authorizer its id; empty to have none any more
   */
  record Check(String authorizer, List<String> scopes) {
    static final Check NONE = new Check("", List.of());

    /** The scopes, if there are any. */
    List<String> some() {
      return scopes.isEmpty() ? null : scopes;
    }
  }

  /** The APIs that bear the owner's tag, oldest first. Names are not unique, so only tags count. */
  List<Api> find(Owner owner) throws Exception {
    List<Api> apis = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      GetApisResponse page =
          ledger.read(() -> client.get().getApis(r -> r.nextToken(from).maxResults("500")));
      page.items().stream().filter(api -> Ownership.owns(owner, api.tags())).forEach(apis::add);
      token = page.nextToken();
    } while (token != null);
    apis.sort(Comparator.comparing(Api::createdDate).thenComparing(Api::apiId));
    return apis;
  }

  List<Integration> integrations(String api) throws Exception {
    List<Integration> all = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      GetIntegrationsResponse page =
          ledger.read(
              () ->
                  client
                      .get()
                      .getIntegrations(r -> r.apiId(api).nextToken(from).maxResults("500")));
      all.addAll(page.items());
      token = page.nextToken();
    } while (token != null);
    return all;
  }

  List<software.amazon.awssdk.services.apigatewayv2.model.Route> routes(String api)
      throws Exception {
    List<software.amazon.awssdk.services.apigatewayv2.model.Route> all = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      GetRoutesResponse page =
          ledger.read(
              () -> client.get().getRoutes(r -> r.apiId(api).nextToken(from).maxResults("500")));
      all.addAll(page.items());
      token = page.nextToken();
    } while (token != null);
    return all;
  }

  List<software.amazon.awssdk.services.apigatewayv2.model.Authorizer> authorizers(String api)
      throws Exception {
    List<software.amazon.awssdk.services.apigatewayv2.model.Authorizer> all = new ArrayList<>();
    String token = null;
    do {
      String from = token;
      GetAuthorizersResponse page =
          ledger.read(
              () ->
                  client.get().getAuthorizers(r -> r.apiId(api).nextToken(from).maxResults("500")));
      all.addAll(page.items());
      token = page.nextToken();
    } while (token != null);
    return all;
  }

  List<Stage> stages(String api) throws Exception {
    GetStagesResponse page = ledger.read(() -> client.get().getStages(r -> r.apiId(api)));
    return page.items();
  }

  /** Makes an API; there is no token, so a second call makes a second one. */
  String create(String name, Map<String, String> tags) throws Exception {
    return ledger
        .create(
            () ->
                client
                    .get()
                    .createApi(
                        r ->
                            r.name(name)
                                .protocolType(ProtocolType.HTTP)
                                .description("Deployed by Portolan")
                                .tags(tags)))
        .apiId();
  }

  void createStage(String api, Map<String, String> tags) throws Exception {
    ledger.create(
        () ->
            client
                .get()
                .createStage(r -> r.apiId(api).stageName(STAGE).autoDeploy(true).tags(tags)));
  }

  void updateStage(String api) throws Exception {
    ledger.change(
        () -> client.get().updateStage(r -> r.apiId(api).stageName(STAGE).autoDeploy(true)));
  }

  String createIntegration(String api, String functionArn) throws Exception {
    return ledger
        .create(
            () ->
                client
                    .get()
                    .createIntegration(
                        r ->
                            r.apiId(api)
                                .integrationType(IntegrationType.AWS_PROXY)
                                .payloadFormatVersion(PAYLOAD)
                                .integrationUri(functionArn)))
        .integrationId();
  }

  void updateIntegration(String api, String integration, String functionArn) throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .updateIntegration(
                    r ->
                        r.apiId(api)
                            .integrationId(integration)
                            .integrationType(IntegrationType.AWS_PROXY)
                            .payloadFormatVersion(PAYLOAD)
                            .integrationUri(functionArn)));
  }

  String createAuthorizer(String api, Authorizer wanted) throws Exception {
    return ledger
        .create(
            () ->
                client
                    .get()
                    .createAuthorizer(
                        r ->
                            r.apiId(api)
                                .name(wanted.name())
                                .authorizerType(AuthorizerType.JWT)
                                .identitySource(Authorizer.SOURCE)
                                .jwtConfiguration(
                                    jwt ->
                                        jwt.issuer(wanted.issuer()).audience(wanted.audiences()))))
        .authorizerId();
  }

  void updateAuthorizer(String api, String id, Authorizer wanted) throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .updateAuthorizer(
                    r ->
                        r.apiId(api)
                            .authorizerId(id)
                            .authorizerType(AuthorizerType.JWT)
                            .identitySource(Authorizer.SOURCE)
                            .jwtConfiguration(
                                jwt -> jwt.issuer(wanted.issuer()).audience(wanted.audiences()))));
  }

  void deleteAuthorizer(String api, String id) throws Exception {
    gone(() -> client.get().deleteAuthorizer(r -> r.apiId(api).authorizerId(id)));
  }

  /**
   * Makes a route.
   *
   * @param check what checks tokens, where it takes them
   */
  void createRoute(String api, Route route, String integration, Optional<Check> check)
      throws Exception {
    ledger.create(
        () ->
            client
                .get()
                .createRoute(
                    r ->
                        r.apiId(api)
                            .routeKey(route.key())
                            .authorizationType(route.authorization())
                            .authorizerId(check.map(Check::authorizer).orElse(null))
                            .authorizationScopes(check.map(Check::some).orElse(null))
                            .target("integrations/" + integration)));
  }

  /** Makes a route what it shall be; what does not check its callers any more is taken off it. */
  void updateRoute(String api, String id, Route route, String integration, Optional<Check> check)
      throws Exception {
    ledger.change(
        () ->
            client
                .get()
                .updateRoute(
                    r ->
                        r.apiId(api)
                            .routeId(id)
                            .routeKey(route.key())
                            .authorizationType(route.authorization())
                            .authorizerId(check.map(Check::authorizer).orElse(null))
                            .authorizationScopes(check.map(Check::scopes).orElse(null))
                            .target("integrations/" + integration)));
  }

  void deleteRoute(String api, String route) throws Exception {
    gone(() -> client.get().deleteRoute(r -> r.apiId(api).routeId(route)));
  }

  void deleteIntegration(String api, String integration) throws Exception {
    gone(() -> client.get().deleteIntegration(r -> r.apiId(api).integrationId(integration)));
  }

  /** Deletes an API with its routes, integrations and stages. */
  void delete(String api) throws Exception {
    gone(() -> client.get().deleteApi(r -> r.apiId(api)));
  }

  private void gone(Callable<?> call) throws Exception {
    try {
      ledger.change(call);
    } catch (NotFoundException expected) {
      // gone is what was asked for
    }
  }
}
