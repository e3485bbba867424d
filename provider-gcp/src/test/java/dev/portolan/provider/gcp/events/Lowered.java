package dev.portolan.provider.gcp.events;

import dev.portolan.provider.gcp.FakeGoogle;
import dev.portolan.provider.gcp.Wants;
import dev.portolan.provider.gcp.serving.Wanted;
import dev.portolan.provider.gcp.wire.GoogleClients;
import dev.portolan.provider.gcp.wire.OwnProject;
import java.nio.file.Path;
import java.util.List;

/** The first of what a function's triggers ask for. */
final class Lowered {
  private Lowered() {}

  /** Of triggers that nothing must be looked at for. */
  static Subscription of(Wanted wanted) {
    try {
      SourceCalls nobody = new SourceCalls(null, null, Wants.PLACE, null);
      return of(wanted, Sources.of(List.of(wanted), nobody, "(default)"));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Of triggers on what there is at Google's. */
  static EventTrigger of(Wanted wanted, FakeGoogle google, String database, Path directory)
      throws Exception {
    GoogleClients clients = google.clients(directory);
    OwnProject project = new OwnProject(clients, FakeGoogle.tally(), Wants.PLACE.project());
    SourceCalls calls = new SourceCalls(clients, FakeGoogle.tally(), Wants.PLACE, project);
    return (EventTrigger) of(wanted, Sources.of(List.of(wanted), calls, database));
  }

  private static Subscription of(Wanted wanted, Sources sources) {
    return Subscriptions.of(wanted, Wants.PLACE, sources).get(0);
  }
}
