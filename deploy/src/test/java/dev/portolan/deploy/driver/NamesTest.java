package dev.portolan.deploy.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Trigger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final Names NAMES =
      Names.of(
          Settings.of(
              Map.of("names.photos", " acme-photos-prod ", "names.to-ship", "", "region", "r")));

  @Test
  @DisplayName("A thing is called as the settings say, and else as the function calls it")
  void named() {
    assertEquals("acme-photos-prod", NAMES.of("photos"));
    assertEquals("to-ship", NAMES.of("to-ship"));
    assertEquals("region", NAMES.of("region"));
  }

  @Test
  @DisplayName("An adapter is told those alone that are others here")
  void text() {
    Names names = new Names(Map.of("photos", "p-1", "to-ship", "s-1", "same", "same"));
    assertEquals(
        Optional.of("photos=p-1,to-ship=s-1"),
        names.text(Stream.of("to-ship", "same", "photos", "other", "photos")));
    assertEquals(Optional.empty(), names.text(Stream.of("same", "other")));
  }

  @Test
  @DisplayName("A name that no function takes from is told, with those that they name")
  void strays() {
    assertEquals(List.of(), told(new Trigger.ObjectCreated("photos")));
    assertEquals(List.of(), told(new Trigger.ObjectDeleted("photos")));
    assertEquals(List.of(), told(new Trigger.RecordChanged("photos")));
    assertEquals(
        List.of("portolan.x.names.photos: no function names 'photos' (they name a," + " b)"),
        told(new Trigger.Topic("b", List.of()), new Trigger.Queue("a", 10)));
    assertEquals(
        List.of("portolan.x.names.photos: no function names 'photos' (leave it out)"), told());
  }

  private static List<String> told(Trigger... triggers) {
    FunctionSpec function = FunctionSpec.of("f", "a.F", "i", "o", List.of(triggers));
    return NAMES.strays("x", List.of(function)).stream().map(NamesTest::told).toList();
  }

  private static String told(Problem problem) {
    return problem.where() + ": " + problem.what() + " (" + problem.hint() + ")";
  }
}
