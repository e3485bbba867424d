package com.example.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.KafkaRecord;
import dev.portolan.Reject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CountViewsTest {
  private static KafkaRecord<String, CountViews.View> view(String page, Integer millis) {
    return new KafkaRecord<>(
        "page-views",
        0,
        1,
        Optional.ofNullable(page),
        Optional.ofNullable(millis).map(CountViews.View::new),
        List.of());
  }

  @Test
  void addsUpTheViewsOfEachPage() {
    Map<String, CountViews.Sum> pages = new TreeMap<>();
    CountViews.add(view("/", 10), pages);
    CountViews.add(view("/shop", 5), pages);
    CountViews.add(view("/", 30), pages);
    assertEquals("{/=2 views, 20 ms on average, /shop=1 views, 5 ms on average}", "" + pages);
  }

  @Test
  void refusesWhatIsNoView() {
    Map<String, CountViews.Sum> pages = new TreeMap<>();
    assertThrows(Reject.class, () -> CountViews.add(view(null, 10), pages));
    assertThrows(Reject.class, () -> CountViews.add(view("/", null), pages));
    assertThrows(Reject.class, () -> CountViews.add(view("/", -1), pages));
    assertEquals(Map.of(), pages);
  }
}
