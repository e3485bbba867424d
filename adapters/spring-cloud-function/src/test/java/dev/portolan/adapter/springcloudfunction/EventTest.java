package dev.portolan.adapter.springcloudfunction;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.HttpResponse;
import dev.portolan.adapter.springcloudfunction.sample.SampleApplication;
import dev.portolan.adapter.springcloudfunction.sample.SampleApplication.Person;
import dev.portolan.codec.JsonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("beans of a Spring Cloud Function application, called by events")
final class EventTest {
  @TempDir static Path work;

  private static Sample sample;

  @BeforeAll
  static void find() {
    sample =
        Sample.in(
            work,
            "remember.queue",
            "people",
            "remember-message.topic",
            "people",
            "uppercase.schedule",
            "0 2 * * *",
            "fails.queue",
            "failures",
            "rejects.queue",
            "refusals",
            "keep.queue",
            "texts");
  }

  @AfterAll
  static void close() {
    sample.close();
  }

  @BeforeEach
  void forget() {
    SampleApplication.TAKEN.clear();
  }

  private static HttpResponse event(String function, String data) {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"7\",\"source\":\"/s\",\"type\":\"said\","
            + "\"subject\":\"x\",\"partitionkey\":\"p\","
            + data
            + "}";
    return sample.event(function, JsonReader.read(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  @DisplayName("A consumer takes the data, or the message with its attributes as headers")
  void consumers() {
    String data = "\"data\":{\"name\":\"Ada\",\"age\":36}";
    assertEquals(200, event("remember", data).status());
    assertEquals(List.of(new Person("Ada", 36)), SampleApplication.TAKEN);
    forget();
    assertEquals(200, event("remember-message", data).status());
    assertEquals(List.of(new Person("Ada", 36), "7", "said"), SampleApplication.TAKEN);
  }

  @Test
  @DisplayName("Text is handed over as it is, and an event without data as none")
  void texts() {
    assertEquals(200, event("keep", "\"datacontenttype\":\"text/xml\",\"data\":\"<a/>\"").status());
    assertEquals(200, event("keep", "\"data\":null").status());
    assertEquals(List.of("<a/>", ""), SampleApplication.TAKEN);
    assertEquals(200, event("uppercase", "\"data\":null").status());
  }

  @Test
  @DisplayName("What fails comes again; what is refused, or cannot be read, does not")
  void failures() {
    assertEquals(500, event("fails", "\"data\":\"x\"").status());
    assertEquals(400, event("rejects", "\"data\":\"x\"").status());
    assertEquals(400, event("remember", "\"data\":[\"x\"]").status());
    assertEquals(List.of(), SampleApplication.TAKEN);
  }
}
