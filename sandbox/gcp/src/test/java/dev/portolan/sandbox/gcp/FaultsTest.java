package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.services.iam.v1.Iam;
import com.google.api.services.iam.v1.model.CreateServiceAccountRequest;
import com.google.cloud.run.v2.ServicesClient;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.CallerKilledError;
import dev.portolan.sandbox.Fault;
import dev.portolan.sandbox.FaultPoint.Phase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults strike where the plan says, and are told as Google tells them. */
class FaultsTest {
  private static final String PROJECT = "projects/" + GcpCloud.PROJECT;
  private static final String HOST = "iam.googleapis.com";

  @TempDir Path directory;
  private GcpCloud cloud;
  private Iam iam;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, TimeSource.system()));
    iam = Clients.of(cloud, true).iam();
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void create(String id) throws IOException {
    iam.projects()
        .serviceAccounts()
        .create(PROJECT, new CreateServiceAccountRequest().setAccountId(id))
        .execute();
  }

  private void get(String id) throws IOException {
    String email = id + "@" + GcpCloud.PROJECT + ".iam.gserviceaccount.com";
    iam.projects().serviceAccounts().get(PROJECT + "/serviceAccounts/" + email).execute();
  }

  private void next(Fault.Kind kind) {
    cloud.faults().on(HOST, "CreateServiceAccount", Phase.BEFORE_SEND, Fault.of(kind), 1);
  }

  @Test
  void refusalsAreWordedAsGoogleDoes() {
    next(Fault.Kind.THROTTLE);
    assertTrue(refused(429, () -> create("orders")).startsWith("Quota exceeded for quota metric"));
    next(Fault.Kind.SERVER_ERROR);
    assertEquals("Internal error encountered.", refused(500, () -> create("orders")));
    cloud
        .faults()
        .on(
            HOST,
            "CreateServiceAccount",
            Phase.BEFORE_SEND,
            new Fault(Fault.Kind.SERVER_ERROR, 503, () -> {}),
            1);
    assertEquals("The service is currently unavailable.", refused(503, () -> create("orders")));
    next(Fault.Kind.IN_PROGRESS);
    assertEquals("unable to queue the operation", refused(409, () -> create("orders")));
    // Google's client fetches another token and tries again, ten times
    for (int i = 0; i < 20; i++) {
      next(Fault.Kind.EXPIRED_CREDENTIALS);
    }
    assertTrue(
        refused(401, () -> create("orders"))
            .startsWith("Request had invalid authentication credentials."));
    cloud.faults().clear();
    refused(404, () -> get("orders"));
  }

  @Test
  void aDroppedAnswerLeavesWhatWasCommitted() throws Exception {
    cloud.faults().on(HOST, "CreateServiceAccount", Phase.AFTER_COMMIT, Fault.drop(), 1);
    assertThrows(IOException.class, () -> create("orders"));
    get("orders");
    refused(409, () -> create("orders"));
    assertEquals(0, cloud.faults().unspent());
  }

  @Test
  void aDroppedConnectionIsOneOverASocketToo() throws Exception {
    cloud.close();
    cloud = GcpCloud.open(Setup.inMemory(directory, TimeSource.system()).withSocket());
    iam = Clients.of(cloud, false).iam();
    cloud.faults().on(HOST, "CreateServiceAccount", Phase.AFTER_COMMIT, Fault.drop(), 1);
    assertThrows(IOException.class, () -> create("orders"));
    get("orders");
  }

  @Test
  void aKilledCallerHasDoneWhatItsPhaseSaysAndCanDoNoMore() throws Exception {
    warm();
    for (Phase phase : Phase.values()) {
      String id = "acc-" + phase.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      cloud.faults().clear();
      cloud.calls().clear();
      cloud.faults().at(1, phase, Fault.kill());
      if (phase == Phase.AFTER_RESPONSE) {
        create(id);
      } else {
        assertThrows(CallerKilledError.class, () -> create(id));
      }
      assertThrows(CallerKilledError.class, () -> create("later-on"));
      cloud.faults().revive();
      if (phase == Phase.BEFORE_SEND) {
        refused(404, () -> get(id));
      } else {
        get(id);
      }
      refused(404, () -> get("later-on"));
    }
  }

  // tokens are fetched before the first call; they are no calls
  private void warm() {
    refused(404, () -> get("nobody"));
    assertEquals(1, cloud.calls().calls().size());
  }

  @Test
  void staleReadsSeeTheStateBeforeTheLastChange() throws Exception {
    create("first-one");
    cloud.faults().on(HOST, "CreateServiceAccount", Phase.AFTER_COMMIT, Fault.staleReads(2), 1);
    create("second-one");
    refused(404, () -> get("second-one"));
    get("first-one");
    get("second-one");
  }

  @Test
  void aStrangerActsFirst() {
    cloud
        .faults()
        .on(
            HOST,
            "CreateServiceAccount",
            Phase.BEFORE_SEND,
            Fault.stranger(
                () -> {
                  try {
                    create("orders");
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                }),
            1);
    refused(409, () -> create("orders"));
  }

  @Test
  void aGapicClientSeesAResetToo() throws Exception {
    try (ServicesClient services = Clients.of(cloud, true).services()) {
      cloud
          .faults()
          .when(point -> point.operation().equals("GetService"), Fault.of(Fault.Kind.RESET), 1);
      assertThrows(
          RuntimeException.class,
          () -> services.getService(PROJECT + "/locations/us-central1/services/s"));
    }
  }
}
