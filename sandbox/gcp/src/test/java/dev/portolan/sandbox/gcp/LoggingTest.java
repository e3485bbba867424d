package dev.portolan.sandbox.gcp;

import static dev.portolan.sandbox.gcp.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.api.services.logging.v2.Logging;
import com.google.api.services.logging.v2.model.ListLogEntriesRequest;
import com.google.api.services.logging.v2.model.ListLogEntriesResponse;
import com.google.api.services.logging.v2.model.LogEntry;
import com.google.api.services.logging.v2.model.MonitoredResource;
import com.google.api.services.logging.v2.model.WriteLogEntriesRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries, as Google's client meets them. */
class LoggingTest {
  private static final String PROJECT = "projects/" + GcpCloud.PROJECT;
  private static final String ORDERS =
      "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"orders\"";

  @TempDir Path directory;
  private GcpCloud cloud;
  private Logging logging;

  @BeforeEach
  void open() throws Exception {
    cloud = GcpCloud.open(Setup.inMemory(directory, new FakeTime()));
    logging = Events.logging(Clients.of(cloud, true));
    write("orders", "2026-01-01T00:00:02Z", "INFO", "second");
    write("orders", "2026-01-01T00:00:01Z", "ERROR", "first");
    write("bills", "2026-01-01T00:00:03Z", "INFO", "other");
    write("orders", "2026-01-01T00:00:04Z", "DEFAULT", "third");
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  private void write(String service, String time, String severity, String text) throws IOException {
    LogEntry entry = new LogEntry().setTextPayload(text).setTimestamp(time).setSeverity(severity);
    logging
        .entries()
        .write(
            new WriteLogEntriesRequest()
                .setLogName(PROJECT + "/logs/run.googleapis.com%2Fstdout")
                .setResource(
                    new MonitoredResource()
                        .setType("cloud_run_revision")
                        .setLabels(Map.of("service_name", service)))
                .setEntries(List.of(entry)))
        .execute();
  }

  private ListLogEntriesResponse list(ListLogEntriesRequest request) throws IOException {
    return logging.entries().list(request.setResourceNames(List.of(PROJECT))).execute();
  }

  private List<String> found(String filter, String order) throws IOException {
    List<LogEntry> entries =
        list(new ListLogEntriesRequest().setFilter(filter).setOrderBy(order)).getEntries();
    return entries == null ? List.of() : entries.stream().map(LogEntry::getTextPayload).toList();
  }

  @Test
  void findsByResourceAndTimeInOrder() throws Exception {
    assertEquals(List.of("first", "second", "third"), found(ORDERS, "timestamp asc"));
    assertEquals(List.of("third", "second", "first"), found(ORDERS, "timestamp desc"));
    assertEquals(
        List.of("second", "third"),
        found(ORDERS + " AND timestamp>=\"2026-01-01T00:00:02Z\"", null));
    assertEquals(List.of("third"), found(ORDERS + "\ntimestamp > \"2026-01-01T00:00:02Z\"", null));
    assertEquals(List.of("first"), found(ORDERS + " AND severity>=WARNING", null));
    assertEquals(
        List.of("other"),
        found("textPayload:\"THE\" resource.labels.service_name!=\"orders\"", null));
    assertEquals(List.of(), found("resource.type=\"cloud_function\"", null));
  }

  @Test
  void givesPages() throws Exception {
    ListLogEntriesRequest request =
        new ListLogEntriesRequest().setFilter(ORDERS).setPageSize(2).setOrderBy("timestamp asc");
    ListLogEntriesResponse first = list(request);
    assertEquals(2, first.getEntries().size());
    ListLogEntriesResponse second = list(request.setPageToken(first.getNextPageToken()));
    assertEquals("third", second.getEntries().get(0).getTextPayload());
    assertEquals(null, second.getNextPageToken());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders",
        "a=1 OR b=2",
        "NOT severity=INFO",
        "(severity=INFO)",
        "timestamp>\"yesterday\"",
        "severity>=LOUD",
        "httpRequest.status=500",
        "AND severity=INFO",
        "resource.type>\"a\""
      })
  void refusesWhatItDoesNotRead(String filter) {
    assertTrue(refused(400, () -> found(filter, null)).contains("Unparseable filter"));
  }

  @Test
  void refusesAnotherProjectAndAnotherOrder() {
    refused(400, () -> found(ORDERS, "severity"));
    refused(
        400,
        () ->
            logging
                .entries()
                .list(new ListLogEntriesRequest().setResourceNames(List.of("projects/other")))
                .execute());
    refused(400, () -> logging.entries().list(new ListLogEntriesRequest()).execute());
  }
}
