package dev.portolan.provider.gcp.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.eventarc.v1.Pubsub;
import com.google.cloud.eventarc.v1.Transport;
import com.google.cloud.eventarc.v1.Trigger;
import dev.portolan.deploy.model.DeployException;
import dev.portolan.provider.gcp.FakeGoogle;
import dev.portolan.provider.gcp.Wants;
import dev.portolan.provider.gcp.identity.IdentityDeeds;
import dev.portolan.provider.gcp.identity.PolicyCalls;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.OwnProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwardingTest {
  private static final String PROJECT = "projects/" + FakeGoogle.PROJECT;
  private static final String SUBSCRIPTION = PROJECT + "/subscriptions/s";

  @TempDir private Path directory;

  @Test
  void whereTheNumberIsNotToldNothingIsForgotten() throws Exception {
    FakeGoogle google = new FakeGoogle();
    google.put(
        "pubsub.googleapis.com/v1/" + SUBSCRIPTION,
        "{\"name\":\"%s\",\"deadLetterPolicy\":{\"deadLetterTopic\":\"%s/topics/refused\"}}"
            .formatted(SUBSCRIPTION, PROJECT));
    google.put("pubsub.googleapis.com/v1/" + PROJECT + "/subscriptions", "{}");
    google.disabled.add("cloudresourcemanager.googleapis.com");
    GoogleClients clients = google.clients(directory);
    Forwarding forwarding =
        new Forwarding(
            new EventCalls(clients, FakeGoogle.tally(), Wants.PLACE),
            new SourceCalls(
                clients,
                FakeGoogle.tally(),
                Wants.PLACE,
                new OwnProject(clients, FakeGoogle.tally(), Wants.PLACE.project())),
            new IdentityDeeds(
                null, null, new PolicyCalls(clients, FakeGoogle.tally(), Wants.PLACE)),
            Map.of());
    Trigger trigger =
        Trigger.newBuilder()
            .putLabels(Subscriptions.FORWARDS, "forwarded")
            .setTransport(
                Transport.newBuilder().setPubsub(Pubsub.newBuilder().setSubscription(SUBSCRIPTION)))
            .build();
    for (boolean off : List.of(true, false)) {
      DeployException told =
          assertThrows(DeployException.class, () -> forwarding.end(trigger, off));
      assertTrue(told.hint().contains("roles/browser"), told.hint());
    }
    assertEquals(List.of(), google.mutations());
  }
}
