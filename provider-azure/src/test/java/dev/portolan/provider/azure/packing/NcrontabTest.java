package dev.portolan.provider.azure.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cron expressions in Azure's words. */
class NcrontabTest {
  @ParameterizedTest(name = "{0} in {1} is {2}")
  @CsvSource({
    "0 2 * * *, UTC, 0 0 2 * * *",
    "'*/30 3 * * MON-FRI', UTC, 0 */30 3 * * 1-5",
    "'0 0 1 JAN,JUL *', UTC, '0 0 0 1 1,7 *'",
    "'5,35 0-6/2 * * SUN', UTC, '0 5,35 0-6/2 * * 0'",
    "0 2 * * *, Europe/Berlin, '0 0 0,1 * * *'",
    "0 2 * * MON, Asia/Tokyo, 0 0 17 * * 0",
    "30 2 1 1 *, Asia/Kolkata, '0 0 21 28,29,30,31 1,12 *'",
    "0 0 * * *, America/New_York, '0 0 4,5 * * *'",
    "0 0 * * *, Australia/Lord_Howe, '0 0,30 13 * * *'",
    "'*/15 * * * *', Asia/Kathmandu, '0 0,15,30,45 * * * *'",
    "'* * * * *', Europe/Rome, 0 * * * * *",
    "0 9-11 * * MON-FRI, Europe/Rome, '0 0 7,8,9,10 * * 1,2,3,4,5'",
    "'*/5 9-17 1 1 *', Europe/Berlin, '0 0,5,10,15,20,25,30,35,40,45,50,55 7,8,9,10,11,12,13,14,15,16 1 1 *'",
    "0 0 1 * *, Europe/Berlin, '0 0 22,23 28,29,30,31 * *'",
    "0 22 31 12 *, America/New_York, '0 0 2,3 1 1,12 *'",
    "0 20 28 FEB *, America/New_York, '0 0 0,1 1,29 2,3 *'",
    "30 1 * * SUN, Europe/London, '0 30 0,1 * * 0'",
    "30 0 * * SUN, Europe/London, '0 30 0,23 * * 0,6'"
  })
  void says(String cron, String timezone, String expected) {
    assertEquals(expected, Ncrontab.of(cron, timezone));
  }

  /** Fields of a portable schedule, of which one of the days is of all. */
  private static final List<String> SCHEDULES =
      List.of(
          "0 0 1 * *",
          "30 23 28-31 2,12 *",
          "59 22 31 * *",
          "0 2 29 2 *",
          "15 */6 */10 */3 *",
          "0 1 * * SUN",
          "0 23 * JAN SAT",
          "*/20 0-2 * 3 MON-FRI");

  @ParameterizedTest(name = "In {0} nothing that is meant is missed")
  @ValueSource(
      strings = {
        "Europe/Berlin",
        "America/New_York",
        "Pacific/Kiritimati",
        "Pacific/Niue",
        "Asia/Kathmandu",
        "Australia/Lord_Howe"
      })
  void misses(String zone) {
    for (String cron : SCHEDULES) {
      List<Set<Integer>> local = sets(cron);
      List<Set<Integer>> utc = sets(Ncrontab.of(cron, zone).substring(2));
      int meant = 0;
      for (String month : List.of("2027-10-28", "2027-12-28", "2028-02-27")) {
        Instant from = Instant.parse(month + "T00:00:00Z");
        for (int minute = 0; minute < 14 * 24 * 60; minute++) {
          Instant at = from.plusSeconds(60L * minute);
          if (fits(local, at.atZone(ZoneId.of(zone)))) {
            meant++;
            assertTrue(fits(utc, at.atZone(ZoneOffset.UTC)), cron + " at " + at);
          }
        }
      }
      assertTrue(meant > 0, cron);
    }
  }

  private static boolean fits(List<Set<Integer>> fields, ZonedDateTime at) {
    return fields.get(0).contains(at.getMinute())
        && fields.get(1).contains(at.getHour())
        && fields.get(2).contains(at.getDayOfMonth())
        && fields.get(3).contains(at.getMonthValue())
        && fields.get(4).contains(at.getDayOfWeek().getValue() % 7);
  }

  private static List<Set<Integer>> sets(String cron) {
    String plain =
        cron.replace("SUN", "0").replace("MON-FRI", "1-5").replace("SAT", "6").replace("JAN", "1");
    String[] fields = plain.split(" ");
    int[][] ends = {{0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 6}};
    List<Set<Integer>> all = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      Set<Integer> field = new HashSet<>();
      for (String part : fields[i].split(",")) {
        String[] stepped = part.split("/");
        String[] range = stepped[0].split("-");
        boolean any = stepped[0].equals("*");
        int from = any ? ends[i][0] : Integer.parseInt(range[0]);
        int to = any ? ends[i][1] : Integer.parseInt(range[range.length - 1]);
        int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
        for (int value = from; value <= to; value += step) {
          field.add(value);
        }
      }
      all.add(field);
    }
    return all;
  }
}
