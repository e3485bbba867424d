package dev.portolan.testkit.adapter;

import static dev.portolan.testkit.adapter.Expected.status;
import static dev.portolan.testkit.adapter.HttpCase.get;
import static dev.portolan.testkit.adapter.HttpCase.of;

import dev.portolan.HttpRequest;
import java.util.ArrayList;
import java.util.List;

/** A streamed body arrives byte for byte, whether the platform streams it or not. */
final class StreamCases {
  private StreamCases() {}

  static HttpCase.Group streams() {
    List<HttpCase> cases = new ArrayList<>();
    for (int length : new int[] {0, 1, 100, 70_000, 1_048_577}) {
      Expected whole = status(200).header("content-type", "x/y").body(BodyCases.large(length));
      HttpCase plain = of("stream-" + length, get("/?length=" + length), whole);
      HttpCase declared =
          of("stream-declared-" + length, get("/?declared&length=" + length), whole);
      boolean large = length > 100_000;
      cases.add(large ? plain.unlike() : plain);
      cases.add(large ? declared.unlike() : declared);
    }
    // The count is of those that were asked to write.
    Expected nothing = status(200).header("content-type", "x/y").bodyless().uncalled();
    cases.add(of("stream-head", HttpRequest.of("HEAD", "/?length=5"), nothing));
    return HttpCase.Group.of(
        "streams",
        FunctionUnderTest.of(Functions.Stream.class, "dev.portolan.HttpRequest"),
        Functions.Stream.WRITTEN,
        cases);
  }
}
