package dev.portolan.testkit.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpCasesTest {

  @Test
  void manyHoldOnEveryPlatform() {
    long alike = HttpCases.all().stream().filter(HttpCase::alike).count();
    assertTrue(alike >= 150, alike + " cases are alike on all platforms");
  }

  @Test
  void eachHasAnIdOfItsOwn() {
    List<HttpCase> all = HttpCases.all();
    Set<String> ids = new HashSet<>();
    all.forEach(each -> assertTrue(ids.add(each.id()), "twice: " + each.id()));
    assertEquals(all.size(), ids.size());
  }
}
