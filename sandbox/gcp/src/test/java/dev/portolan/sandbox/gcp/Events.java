package dev.portolan.sandbox.gcp;

import com.google.api.client.http.HttpRequestInitializer;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.logging.v2.Logging;
import com.google.api.services.pubsub.Pubsub;
import com.google.auth.http.HttpCredentialsAdapter;
import com.google.cloud.eventarc.v1.EventarcClient;
import com.google.cloud.eventarc.v1.EventarcSettings;
import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.CreateServiceRequest;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.scheduler.v1.CloudSchedulerClient;
import com.google.cloud.scheduler.v1.CloudSchedulerSettings;
import java.io.IOException;

/** Google's clients of events, schedules and logs. */
final class Events {
  private Events() {}

  static EventarcClient eventarc(Clients clients) throws IOException {
    return EventarcClient.create(
        clients.set(EventarcSettings.newHttpJsonBuilder(), "eventarc.googleapis.com").build());
  }

  static CloudSchedulerClient scheduler(Clients clients) throws IOException {
    return CloudSchedulerClient.create(
        clients
            .set(CloudSchedulerSettings.newHttpJsonBuilder(), "cloudscheduler.googleapis.com")
            .build());
  }

  static Pubsub pubsub(Clients clients) {
    HttpRequestInitializer credentials = new HttpCredentialsAdapter(clients.credentials());
    return new Pubsub.Builder(clients.http(), GsonFactory.getDefaultInstance(), credentials)
        .setRootUrl(clients.endpoint() + "/pubsub.googleapis.com/")
        .setApplicationName("test")
        .build();
  }

  static Logging logging(Clients clients) {
    HttpRequestInitializer credentials = new HttpCredentialsAdapter(clients.credentials());
    return new Logging.Builder(clients.http(), GsonFactory.getDefaultInstance(), credentials)
        .setRootUrl(clients.endpoint() + "/logging.googleapis.com/")
        .setApplicationName("test")
        .build();
  }

  /** Deploys a service that is ready at once. */
  static void service(Clients clients, String parent, String id) throws IOException {
    try (ServicesClient services = clients.services()) {
      services
          .createServiceCallable()
          .call(
              CreateServiceRequest.newBuilder()
                  .setParent(parent)
                  .setServiceId(id)
                  .setService(
                      Service.newBuilder()
                          .setTemplate(
                              RevisionTemplate.newBuilder()
                                  .addContainers(
                                      Container.newBuilder().setImage("r.example/p/f:1"))))
                  .build());
    }
  }
}
