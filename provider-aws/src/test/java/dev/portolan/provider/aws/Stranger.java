package dev.portolan.provider.aws;

import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Target;
import dev.portolan.sandbox.aws.EmbeddedAws;
import dev.portolan.sandbox.aws.sdk.InProcessHttpClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Somebody else with the same account, who works by hand. */
record Stranger(EmbeddedAws aws) {
  private static final Map<String, String> TAGS = Map.of(Ownership.OWNER, "org.other:shop:test");

  /** Makes all that a function of this owner would be, as somebody else's. */
  void plant(Owner owner, String function) {
    Place place = place(owner);
    String name = place.function(function);
    try (AwsClients clients = clients()) {
      clients
          .iam()
          .get()
          .createRole(
              r ->
                  r.roleName(place.role(name))
                      .path(place.rolePath())
                      .assumeRolePolicyDocument(Policies.trust().toString())
                      .tags(Tag.builder().key(Ownership.OWNER).value("org.other:x:y").build()));
      clients.logs().get().createLogGroup(r -> r.logGroupName(Place.logGroup(name)).tags(TAGS));
      clients
          .lambda()
          .get()
          .createFunction(
              r ->
                  r.functionName(name)
                      .runtime("java21")
                      .handler("org.other.Handler")
                      .role(place.roleArn(place.role(name)))
                      .code(c -> c.zipFile(zip()))
                      .tags(TAGS));
      clients
          .apis()
          .get()
          .createApi(r -> r.name(place.api()).protocolType(ProtocolType.HTTP).tags(TAGS));
    }
  }

  /** Has an authorizer of the first API take tokens that are for anybody. */
  void checkOthers(String id) {
    try (AwsClients clients = clients()) {
      clients
          .apis()
          .get()
          .updateAuthorizer(
              a ->
                  a.apiId(api())
                      .authorizerId(id)
                      .jwtConfiguration(
                          jwt -> jwt.issuer("https://issuer.example").audience("anybody")));
    }
  }

  /** Has an authorizer of the first API take tokens from where they are logged. */
  void checkElsewhere(String id) {
    try (AwsClients clients = clients()) {
      clients
          .apis()
          .get()
          .updateAuthorizer(
              a ->
                  a.apiId(api())
                      .authorizerId(id)
                      .identitySource("$request.querystring.access_token"));
    }
  }

  /** Deletes an authorizer of the first API. */
  void checkNoMore(String id) {
    try (AwsClients clients = clients()) {
      clients.apis().get().deleteAuthorizer(a -> a.apiId(api()).authorizerId(id));
    }
  }

  /** Makes an authorizer of theirs in the first API. */
  void checkTokens(String name) {
    try (AwsClients clients = clients()) {
      clients
          .apis()
          .get()
          .createAuthorizer(
              a ->
                  a.apiId(api())
                      .name(name)
                      .authorizerType("JWT")
                      .identitySource("$request.header.Authorization")
                      .jwtConfiguration(
                          jwt -> jwt.issuer("https://issuer.example").audience("mine")));
    }
  }

  private String api() {
    return aws.state().at("/regions/us-east-1/apigateway/apis").fieldNames().next();
  }

  /** Makes topics that everybody may use. */
  void publishTo(List<String> topics) {
    try (AwsClients clients = clients()) {
      topics.forEach(topic -> clients.sns().get().createTopic(t -> t.name(topic)));
    }
  }

  /** Makes event buses that everybody in the account may use. */
  void putOn(List<String> buses) {
    try (AwsClients clients = clients()) {
      buses.forEach(bus -> clients.buses().get().createEventBus(b -> b.name(bus)));
    }
  }

  /** Makes buckets that everybody in the account may use. */
  void store(List<String> buckets) {
    try (AwsClients clients = clients()) {
      buckets.forEach(bucket -> clients.s3().get().createBucket(b -> b.bucket(bucket)));
    }
  }

  /** Makes queues that everybody may use. */
  void sendTo(List<String> queues) {
    Map<QueueAttributeName, String> patient = Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "900");
    try (AwsClients clients = clients()) {
      queues.forEach(
          queue -> clients.sqs().get().createQueue(q -> q.queueName(queue).attributes(patient)));
    }
  }

  /** Makes tables that everybody may use, each with a stream. */
  void keep(List<String> tables) {
    try (AwsClients clients = clients()) {
      TableCalls calls =
          new TableCalls(clients.tables(), new Ledger(Calls.ONCE, new VirtualTime()));
      for (String table : tables) {
        calls.create(table, Map.of());
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Makes a role that Lambda may become. */
  void plantRole(String name) {
    try (AwsClients clients = clients()) {
      String trust = Policies.trust().toString();
      clients.iam().get().createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust));
    }
  }

  /** Bounds what a role may do. */
  void bound(Owner owner, String function, String boundary) {
    String name = place(owner).role(place(owner).function(function));
    try (AwsClients clients = clients()) {
      clients
          .iam()
          .get()
          .putRolePermissionsBoundary(r -> r.roleName(name).permissionsBoundary(boundary));
    }
  }

  /** Makes a log group of any name. */
  void plantLogGroup(String name) {
    try (AwsClients clients = clients()) {
      clients.logs().get().createLogGroup(r -> r.logGroupName(name));
    }
  }

  /** Changes a function's memory in the console. */
  void resize(Owner owner, String function) {
    String name = place(owner).function(function);
    try (AwsClients clients = clients()) {
      clients
          .lambda()
          .get()
          .updateFunctionConfiguration(r -> r.functionName(name).memorySize(3008));
    }
  }

  private AwsClients clients() {
    AwsSettings settings = AwsSettings.from(Clouds.settings("http://127.0.0.1:1"));
    return new AwsClients(
        settings,
        Region.of(EmbeddedAws.REGION),
        Map.of(),
        timeouts -> new InProcessHttpClient(aws));
  }

  private static Place place(Owner owner) {
    return Place.of(
        owner, "aws", new Target("aws", EmbeddedAws.ACCOUNT, EmbeddedAws.REGION, "unused"));
  }

  private static SdkBytes zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("lib/other.jar"));
      zip.write(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }
}
