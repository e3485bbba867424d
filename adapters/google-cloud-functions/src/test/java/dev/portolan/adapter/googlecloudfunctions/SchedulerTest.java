package dev.portolan.adapter.googlecloudfunctions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.Fields;
import dev.portolan.HttpRequest;
import dev.portolan.runtime.CloudEvents;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each tick of a job has its id, and a tick that is tried again the same. */
final class SchedulerTest {
  private static Map<?, ?> tick(String... headers) {
    HttpRequest request =
        Published.event("google.cloud.scheduler.job.v1.executed", "")
            .withHeader("ce-id", "nightly")
            .withHeader(
                "ce-source", "//cloudscheduler.googleapis.com/projects/p/locations/l/jobs/nightly");
    return (Map<?, ?>)
        GoogleEvents.event(
            CloudEvents.tree(request),
            Fields.headers(headers),
            Described.taker(Described.SCHEDULE).invoker(),
            null);
  }

  @Test
  void theIdIsJobAndTime() {
    for (String job : new String[] {"nightly", "projects/p/locations/l/jobs/nightly"}) {
      Map<?, ?> tick =
          tick(
              "X-CloudScheduler-JobName",
              job,
              "X-CloudScheduler-ScheduleTime",
              "2026-04-05T02:00:00Z");
      assertEquals("nightly/2026-04-05T02:00:00Z", tick.get("id"));
      assertEquals("2026-04-05T02:00:00Z", tick.get("time"));
      assertEquals("google.cloud.scheduler.job.v1.executed", tick.get("type"));
    }
  }

  @Test
  void aRunByHandIsAnotherEachTime() {
    Map<?, ?> first = tick("x-cloudscheduler-jobname", "nightly");
    assertTrue(((String) first.get("id")).startsWith("nightly/"));
    assertNull(first.get("time"));
    assertNotEquals(first.get("id"), tick("x-cloudscheduler-jobname", "nightly").get("id"));
  }

  @Test
  void withoutTheSchedulersHeadersItIsWhatItSays() {
    assertEquals("nightly", tick().get("id"));
  }
}
