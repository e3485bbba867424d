package dev.portolan.test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("a test on each platform")
final class ReplayTest {
  private Replay<Samples.Sum> before;

  @BeforeEach
  void before(Replay<Samples.Sum> sum) {
    before = sum;
  }

  @PortolanTest
  @DisplayName("calls a typed function at its route, with its method")
  void typed(Replay<Samples.Sum> sum) {
    assertSame(before, sum);
    sum.call(Request.post("/sums/ada").json("{\"numbers\":[1,2]}"))
        .assertStatus(200)
        .assertHeader("content-type", "application/json")
        .assertNoHeader("x-other")
        .assertJson("{ \"total\": 3 }");
    sum.call(Request.post("/other").json("{\"numbers\":[]}")).assertStatus(404);
    sum.call(Request.put("/sums/ada").json("{\"numbers\":[]}"))
        .assertStatus(405)
        .assertHeader("allow", "POST, OPTIONS");
    sum.call(Request.post("/sums/ada").json("{\"numbers\":\"none\"}")).assertStatus(400);
  }

  @PortolanTest
  @DisplayName("takes a problem for the same in each of its forms, whatever its id")
  void problems(Replay<Samples.Sum> sum) {
    for (String form : new String[] {"application/json", "text/plain; charset=utf-8"}) {
      sum.call(Request.put("/sums/ada").header("accept", form).json("{}"))
          .assertStatus(405)
          .assertHeader("content-type", form);
      sum.call(Request.post("/sums/ada").header("accept", form).json("{"))
          .assertStatus(400)
          .assertHeader("content-type", form);
    }
  }

  @PortolanTest
  @DisplayName("builds requests with a query, headers, cookies and bytes")
  void requests(Replay<Samples.Mirror> mirror) {
    mirror
        .call(
            Request.put("/mirror?x=1")
                .query("y", "a b&c")
                .cookie("a", "1")
                .cookie("b", "2")
                .body("application/octet-stream", new byte[] {0, -1}))
        .assertStatus(200)
        .assertHeader("x-query", "x=1&y=a%20b%26c")
        .assertHeader("x-cookies", "[1]");
    byte[] bytes =
        mirror
            .call(Request.put("/mirror").body("application/octet-stream", new byte[] {0, -1}))
            .bytes();
    assertEquals(-1, bytes[1]);
    mirror.call(Request.get("/mirror?repeat=a&repeat=b")).assertStatus(200).assertEmpty();
    mirror.call(Request.get("/mirror?cookie=a")).assertHeaders("set-cookie", "a=1");
  }

  @PortolanTest(providers = "aws")
  @DisplayName("takes a function whose class is told by a bound, as Kotlin's out is compiled")
  void bounded(Replay<? extends Samples.Sum> sum) {
    sum.call(Request.post("/sums/ada").json("{\"numbers\":[]}")).assertStatus(200);
  }

  @PortolanTest
  @DisplayName("takes what differs from run to run, if it is said")
  void varying(Replay<Samples.Mirror> mirror) {
    mirror.call(Request.get("/mirror?id=")).mayVary("X-Id").assertStatus(200);
  }

  @PortolanTest
  @DisplayName("gives as much time as the test says")
  void time(Replay<Samples.Mirror> mirror) {
    Replay<Samples.Mirror> hurried = mirror.withTimeLeft(Duration.ofMillis(200));
    hurried.call(Request.get("/mirror?wait=")).assertStatus(504);
  }

  @PortolanTest(providers = {"knative", "aws"})
  @DisplayName("runs on the providers it names, several functions at once")
  void some(Replay<Samples.Sum> sum, Replay<Samples.Mirror> mirror) {
    assertEquals("sum on " + mirror.provider(), sum.toString());
    mirror.call(Request.get("/mirror?cookie=a&cookie=b")).assertHeaders("set-cookie", "a=1", "b=1");
  }
}
