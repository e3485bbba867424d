package dev.portolan.provider.gcp.wire;

import com.google.api.services.cloudresourcemanager.v3.model.Project;
import dev.portolan.deploy.driver.Tally;
import java.util.Optional;

/** The project that is deployed to, read once a run. Thread-safe. */
public final class OwnProject {
  private final GoogleClients clients;
  private final Tally tally;
  private final String name;
  private Project found;

  /**
   * The project of an id.
   *
   * @param id which tells it to people, as its number does to Google
   */
  public OwnProject(GoogleClients clients, Tally tally, String id) {
    this.clients = clients;
    this.tally = tally;
    this.name = "projects/" + id;
  }

  /** The project; empty where there is none, which is asked again. */
  public synchronized Optional<Project> find() throws Exception {
    if (found == null) {
      found =
          tally
              .read(() -> Found.of(() -> clients.projects().projects().get(name).execute()))
              .orElse(null);
    }
    return Optional.ofNullable(found);
  }

  /** Its number, by which things say whose they are; empty where we may not know. */
  public Optional<String> number() throws Exception {
    try {
      return Found.orIfDisabled(this::find, Optional.<Project>empty())
          .map(project -> project.getName().replaceFirst(".*/", ""));
    } catch (Exception e) {
      if (GoogleError.of(e).filter(Found::forbidden).isEmpty()) {
        throw e;
      }
      return Optional.empty();
    }
  }
}
