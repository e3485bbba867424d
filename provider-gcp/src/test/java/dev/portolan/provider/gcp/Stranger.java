package dev.portolan.provider.gcp;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.CreateServiceRequest;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.run.v2.UpdateServiceRequest;
import dev.portolan.deploy.model.Owner;
import dev.portolan.provider.gcp.config.Names;
import dev.portolan.provider.gcp.config.Ownership;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.Endpoints;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.Login;
import dev.portolan.sandbox.gcp.GcpCloud;
import dev.portolan.sandbox.gcp.client.InProcessTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Somebody else who works in the same project. */
record Stranger(GcpCloud cloud) {
  private static final Place PLACE = new Place(GcpCloud.PROJECT, GcpCloud.REGION);

  /** Does something with Google's clients. */
  @FunctionalInterface
  private interface Work {
    void run(ServicesClient services) throws IOException;
  }

  /** Makes a service of the name that a function of ours would have. */
  void plant(Owner owner, String function) {
    work(
        services ->
            services
                .createServiceCallable()
                .call(
                    CreateServiceRequest.newBuilder()
                        .setParent(PLACE.parent())
                        .setServiceId(Names.service(owner, function))
                        .setService(
                            Service.newBuilder()
                                .setTemplate(
                                    RevisionTemplate.newBuilder()
                                        .addContainers(
                                            Container.newBuilder()
                                                .setImage("registry.example.com/theirs:1"))))
                        .build()));
  }

  /** Gives a function of ours more memory, as {@code gcloud run services update} does. */
  void resize(Owner owner, String function) {
    work(
        services -> {
          Service live = services.getService(PLACE.service(Names.service(owner, function)));
          Service.Builder changed = live.toBuilder();
          changed
              .getTemplateBuilder()
              .getContainersBuilder(0)
              .getResourcesBuilder()
              .putLimits("memory", "4Gi");
          services
              .updateServiceCallable()
              .call(UpdateServiceRequest.newBuilder().setService(changed).build());
        });
  }

  /** Sets a command in a function's container, as {@code gcloud run services update} does. */
  void command(Owner owner, String function) {
    work(
        services -> {
          Service live = services.getService(PLACE.service(Names.service(owner, function)));
          Service.Builder changed = live.toBuilder();
          changed.getTemplateBuilder().getContainersBuilder(0).addCommand("sh").addArgs("-c");
          services
              .updateServiceCallable()
              .call(UpdateServiceRequest.newBuilder().setService(changed).build());
        });
  }

  /** Makes what Cloud Functions leaves when it loses a function: its service, with users. */
  void orphan(Owner owner, String function) {
    work(
        services ->
            services
                .createServiceCallable()
                .call(
                    CreateServiceRequest.newBuilder()
                        .setParent(PLACE.parent())
                        .setServiceId(Names.service(owner, function))
                        .setService(
                            Service.newBuilder()
                                .putAllLabels(Ownership.labels(owner, function))
                                .putLabels("goog-managed-by", "cloudfunctions")
                                .setTemplate(
                                    RevisionTemplate.newBuilder()
                                        .addContainers(
                                            Container.newBuilder()
                                                .setImage("registry.example.com/lost:1"))))
                        .build()));
  }

  private void work(Work work) {
    InProcessTransport transport = new InProcessTransport(cloud);
    var settings = cloud.settings();
    try {
      Login login = Login.open(Optional.of(Path.of(settings.get("credentials"))), transport);
      Endpoints endpoints = new Endpoints(Optional.of(URI.create(settings.get("endpoint"))));
      try (GoogleClients clients = new GoogleClients(transport, login, endpoints)) {
        work.run(clients.services());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cloud.settle();
  }
}
