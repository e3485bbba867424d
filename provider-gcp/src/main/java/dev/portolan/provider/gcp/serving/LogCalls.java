package dev.portolan.provider.gcp.serving;

import com.google.api.services.logging.v2.model.ListLogEntriesRequest;
import com.google.api.services.logging.v2.model.ListLogEntriesResponse;
import com.google.api.services.logging.v2.model.LogEntry;
import dev.portolan.deploy.driver.Deployer.LogLine;
import dev.portolan.deploy.driver.Tally;
import dev.portolan.provider.gcp.config.Place;
import dev.portolan.provider.gcp.wire.GoogleClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads what instances have said, from Cloud Logging.
 *
 * @see <a href="https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list">list</a>
 */
public final class LogCalls {
  private static final int PAGE = 1000;

  private final GoogleClients clients;
  private final Tally tally;
  private final Place place;

  public LogCalls(GoogleClients clients, Tally tally, Place place) {
    this.clients = clients;
    this.tally = tally;
    this.place = place;
  }

  /** The last lines of a revision, oldest first. */
  List<String> tail(String service, String revision, int most) throws Exception {
    ListLogEntriesRequest request =
        request(of(service) + " AND resource.labels.revision_name=\"" + revision + "\"")
            .setOrderBy("timestamp desc")
            .setPageSize(most);
    List<String> lines = new ArrayList<>();
    entries(tally.glance(() -> clients.logging().entries().list(request).execute()))
        .forEach(entry -> text(entry).ifPresent(lines::add));
    Collections.reverse(lines);
    return lines;
  }

  /** Tells lines from an instant on, oldest first; returns the instant to continue from. */
  public Instant tell(String service, Instant from, Consumer<LogLine> sink) throws Exception {
    ListLogEntriesRequest request =
        request(of(service) + " AND timestamp>=\"" + from + "\"")
            .setOrderBy("timestamp asc")
            .setPageSize(PAGE);
    Instant next = from;
    do {
      ListLogEntriesResponse answer =
          tally.read(() -> clients.logging().entries().list(request).execute());
      for (LogEntry entry : entries(answer)) {
        Instant time = Instant.parse(entry.getTimestamp());
        text(entry).ifPresent(text -> sink.accept(new LogLine(time, text)));
        next = time.plusNanos(1);
      }
      request.setPageToken(answer.getNextPageToken());
    } while (request.getPageToken() != null && !request.getPageToken().isEmpty());
    return next;
  }

  private ListLogEntriesRequest request(String filter) {
    return new ListLogEntriesRequest()
        .setResourceNames(List.of("projects/" + place.project()))
        .setFilter(filter);
  }

  private String of(String service) {
    return "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\""
        + service
        + "\" AND resource.labels.location=\""
        + place.region()
        + "\"";
  }

  private static List<LogEntry> entries(ListLogEntriesResponse answer) {
    return answer.getEntries() == null ? List.of() : answer.getEntries();
  }

  private static Optional<String> text(LogEntry entry) {
    if (entry.getTextPayload() != null) {
      return Optional.of(entry.getTextPayload().stripTrailing());
    }
    return Optional.ofNullable(entry.getJsonPayload())
        .map(payload -> payload.get("message"))
        .map(String::valueOf);
  }
}
