package dev.portolan.adapter.http;

/**
 * The date as HTTP writes it (RFC 9110, section 5.6.7), computed by hand.
 *
 * <p>{@code java.time.format} would cost a cold start more classes than the rest of the server.
 */
final class HttpDate {
  private static final String DAYS = "ThuFriSatSunMonTueWed";
  private static final String MONTHS = "MarAprMayJunJulAugSepOctNovDecJanFeb";

  private static volatile HttpDate latest = new HttpDate(0);

  private final long second;
  private final byte[] line;

  private HttpDate(long second) {
    this.second = second;
    this.line = new byte[37];
    write(second);
  }

  /** The header line, with its CR LF; not to be changed. */
  static byte[] line(long millis) {
    long second = Math.floorDiv(millis, 1000);
    HttpDate date = latest;
    if (date.second != second) {
      date = new HttpDate(second);
      latest = date;
    }
    return date.line;
  }

  /**
   * Days are counted in years that begin in March, so that the leap day is the last of its year.
   */
  private void write(long second) {
    int day = (int) (second / 86_400);
    int time = (int) (second % 86_400);
    int shifted = day + 719_468;
    int era = shifted / 146_097;
    int dayOfEra = shifted % 146_097;
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int month = (5 * dayOfYear + 2) / 153;
    int year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0);

    put(0, "date: ");
    put(6, DAYS.substring(day % 7 * 3, day % 7 * 3 + 3));
    put(9, ", ");
    number(11, dayOfYear - (153 * month + 2) / 5 + 1);
    put(13, " ");
    put(14, MONTHS.substring(month * 3, month * 3 + 3));
    put(17, " ");
    number(18, year / 100);
    number(20, year % 100);
    put(22, " ");
    number(23, time / 3600);
    put(25, ":");
    number(26, time / 60 % 60);
    put(28, ":");
    number(29, time % 60);
    put(31, " GMT\r\n");
  }

  private void put(int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      line[at + i] = (byte) text.charAt(i);
    }
  }

  private void number(int at, int number) {
    line[at] = (byte) ('0' + number / 10);
    line[at + 1] = (byte) ('0' + number % 10);
  }
}
