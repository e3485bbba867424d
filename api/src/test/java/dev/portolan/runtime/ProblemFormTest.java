package dev.portolan.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ProblemFormTest {
  private static String text(String code, String detail) {
    HttpRequest request = HttpRequest.of("POST", "/").withHeader("accept", "text/plain");
    HttpResponse told = ProblemForm.of(Problem.of(422, "i1", code, detail), request, null);
    return new String(told.body(), StandardCharsets.UTF_8);
  }

  @Test
  void aSentenceIsOneLineAndForgesNoOther() {
    for (String end : new String[] {"\n", "\r\n", "\r", "\u2028", "\u0085"}) {
      String told = text("too-small", "Too small." + end + "id: forged");
      assertEquals(3, told.split("\\R").length, told);
      assertEquals("id: i1", told.strip().split("\\R")[2]);
    }
    assertEquals("422 Unprocessable Content\na: b\\u000aid: c\nid: i1\n", text("a", "b\nid: c"));
  }

  @Test
  void aLongSentenceIsToldWhole() {
    String detail = "\u00e4 ".repeat(400) + ".";
    assertEquals("422 Unprocessable Content\na: " + detail + "\nid: i1\n", text("a", detail));
  }
}
