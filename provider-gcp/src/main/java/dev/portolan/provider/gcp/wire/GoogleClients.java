package dev.portolan.provider.gcp.wire;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.gax.core.FixedCredentialsProvider;
import com.google.api.gax.core.FixedExecutorProvider;
import com.google.api.gax.httpjson.InstantiatingHttpJsonChannelProvider;
import com.google.api.gax.rpc.ClientSettings;
import com.google.api.gax.rpc.UnaryCallSettings;
import com.google.api.services.cloudresourcemanager.v3.CloudResourceManager;
import com.google.api.services.iam.v1.Iam;
import com.google.api.services.logging.v2.Logging;
import com.google.api.services.pubsub.Pubsub;
import com.google.api.serviceusage.v1.ServiceUsageClient;
import com.google.api.serviceusage.v1.ServiceUsageSettings;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.cloud.eventarc.v1.EventarcClient;
import com.google.cloud.eventarc.v1.EventarcSettings;
import com.google.cloud.functions.v2.FunctionServiceClient;
import com.google.cloud.functions.v2.FunctionServiceSettings;
import com.google.cloud.run.v2.RevisionsClient;
import com.google.cloud.run.v2.RevisionsSettings;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.run.v2.ServicesSettings;
import com.google.cloud.scheduler.v1.CloudSchedulerClient;
import com.google.cloud.scheduler.v1.CloudSchedulerSettings;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.devtools.artifactregistry.v1.ArtifactRegistryClient;
import com.google.devtools.artifactregistry.v1.ArtifactRegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Google's clients, each made when it is first needed. All speak REST through one transport, on the
 * caller's thread, and try nothing twice: the engine does.
 */
public final class GoogleClients implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String AGENT = "portolan";

  private final HttpTransport transport;
  private final Login login;
  private final Endpoints endpoints;
  private final ScheduledExecutorService idle;
  private final Map<Class<?>, Object> made = new LinkedHashMap<>();

  public GoogleClients(HttpTransport transport, Login login, Endpoints endpoints) {
    this.transport = transport;
    this.login = login;
    this.endpoints = endpoints;
    this.idle =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "google-clients");
              thread.setDaemon(true);
              return thread;
            });
  }

  public ServicesClient services() throws IOException {
    return client(
        ServicesClient.class,
        () ->
            ServicesClient.create(
                common(ServicesSettings.newHttpJsonBuilder(), "run.googleapis.com")
                    .applyToAllUnaryMethods(GoogleClients::once)
                    .build()));
  }

  public RevisionsClient revisions() throws IOException {
    return client(
        RevisionsClient.class,
        () ->
            RevisionsClient.create(
                common(RevisionsSettings.newHttpJsonBuilder(), "run.googleapis.com")
                    .applyToAllUnaryMethods(GoogleClients::once)
                    .build()));
  }

  public FunctionServiceClient functions() throws IOException {
    return client(
        FunctionServiceClient.class,
        () ->
            FunctionServiceClient.create(
                common(
                        FunctionServiceSettings.newHttpJsonBuilder(),
                        "cloudfunctions.googleapis.com")
                    .applyToAllUnaryMethods(GoogleClients::once)
                    .build()));
  }

  public EventarcClient eventarc() throws IOException {
    return client(
        EventarcClient.class,
        () ->
            EventarcClient.create(
                common(EventarcSettings.newHttpJsonBuilder(), "eventarc.googleapis.com")
                    .applyToAllUnaryMethods(GoogleClients::once)
                    .build()));
  }

  public CloudSchedulerClient scheduler() throws IOException {
    return client(
        CloudSchedulerClient.class,
        () ->
            CloudSchedulerClient.create(
                common(CloudSchedulerSettings.newHttpJsonBuilder(), "cloudscheduler.googleapis.com")
                    .applyToAllUnaryMethods(GoogleClients::once)
                    .build()));
  }

  public ServiceUsageClient usage() throws IOException {
    return client(
        ServiceUsageClient.class,
        () ->
            ServiceUsageClient.create(
                common(ServiceUsageSettings.newHttpJsonBuilder(), "serviceusage.googleapis.com")
                    .applyToAllUnaryMethods(GoogleClients::once)
                    .build()));
  }

  public SecretManagerServiceClient secrets() throws IOException {
    return client(
        SecretManagerServiceClient.class,
        () ->
            SecretManagerServiceClient.create(
                common(
                        SecretManagerServiceSettings.newHttpJsonBuilder(),
                        "secretmanager.googleapis.com")
                    .applyToAllUnaryMethods(GoogleClients::once)
                    .build()));
  }

  public ArtifactRegistryClient repositories() throws IOException {
    return client(
        ArtifactRegistryClient.class,
        () ->
            ArtifactRegistryClient.create(
                common(
                        ArtifactRegistrySettings.newHttpJsonBuilder(),
                        "artifactregistry.googleapis.com")
                    .applyToAllUnaryMethods(GoogleClients::once)
                    .build()));
  }

  public CloudResourceManager projects() throws IOException {
    return client(
        CloudResourceManager.class,
        () ->
            new CloudResourceManager.Builder(
                    transport, GsonFactory.getDefaultInstance(), authorized())
                .setRootUrl(endpoints.of("cloudresourcemanager.googleapis.com") + "/")
                .setApplicationName(AGENT)
                .build());
  }

  public Iam iam() throws IOException {
    return client(
        Iam.class,
        () ->
            new Iam.Builder(transport, GsonFactory.getDefaultInstance(), authorized())
                .setRootUrl(endpoints.of("iam.googleapis.com") + "/")
                .setApplicationName(AGENT)
                .build());
  }

  public Pubsub pubsub() throws IOException {
    return client(
        Pubsub.class,
        () ->
            new Pubsub.Builder(transport, GsonFactory.getDefaultInstance(), authorized())
                .setRootUrl(endpoints.of("pubsub.googleapis.com") + "/")
                .setApplicationName(AGENT)
                .build());
  }

  public Logging logging() throws IOException {
    return client(
        Logging.class,
        () ->
            new Logging.Builder(transport, GsonFactory.getDefaultInstance(), authorized())
                .setRootUrl(endpoints.of("logging.googleapis.com") + "/")
                .setApplicationName(AGENT)
                .build());
  }

  /** Calls to an API without a client of its own. */
  public JsonCalls json(String host) {
    return new JsonCalls(transport.createRequestFactory(authorized()), endpoints.of(host));
  }

  /** Makes a client. */
  @FunctionalInterface
  private interface Maker<T> {
    T make() throws IOException;
  }

  private synchronized <T> T client(Class<T> type, Maker<T> maker) throws IOException {
    Object known = made.get(type);
    if (known == null) {
      known = maker.make();
      made.put(type, known);
    }
    return type.cast(known);
  }

  private <B extends ClientSettings.Builder<?, B>> B common(B settings, String host) {
    return settings
        .setTransportChannelProvider(
            InstantiatingHttpJsonChannelProvider.newBuilder()
                .setExecutor(Runnable::run)
                .setHttpTransport(transport)
                .setEndpoint(endpoints.of(host))
                .build())
        .setBackgroundExecutorProvider(FixedExecutorProvider.create(idle))
        .setCredentialsProvider(FixedCredentialsProvider.create(login.credentials()));
  }

  private static Void once(UnaryCallSettings.Builder<?, ?> call) {
    call.setRetryableCodes(Set.of()).setSimpleTimeoutNoRetriesDuration(PATIENCE);
    return null;
  }

  private HttpRequestInitializer authorized() {
    HttpCredentialsAdapter credentials = new HttpCredentialsAdapter(login.credentials());
    return request -> {
      credentials.initialize(request);
      request.setNumberOfRetries(0);
      request.setConnectTimeout((int) PATIENCE.toMillis());
      request.setReadTimeout((int) PATIENCE.toMillis());
    };
  }

  @Override
  public synchronized void close() {
    Deque<AutoCloseable> open = new ArrayDeque<>();
    made.values().stream()
        .filter(AutoCloseable.class::isInstance)
        .map(AutoCloseable.class::cast)
        .forEach(open::push);
    for (AutoCloseable client : open) {
      try {
        client.close();
      } catch (Exception e) {
        throw new IllegalStateException("Google's client does not close", e);
      }
    }
    made.clear();
    idle.shutdownNow();
  }
}
