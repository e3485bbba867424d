package dev.portolan.provider.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsCronTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 2 * * * | cron(0 2 * * ? *)",
        "*/30 3 * * MON-FRI | cron(*/30 3 ? * MON-FRI *)",
        "0 2 1,15 * * | cron(0 2 1,15 * ? *)",
        "0 2 */2 JAN-MAR * | cron(0 2 */2 JAN-MAR ? *)",
        "0 2 * * 0 | cron(0 2 ? * 1 *)",
        "0 2 * * 1-5 | cron(0 2 ? * 2-6 *)",
        "0 2 * * 0,6 | cron(0 2 ? * 1,7 *)",
        "0 2 * * 0-6/2 | cron(0 2 ? * 1-7/2 *)",
        "0 2 * * */2 | cron(0 2 ? * */2 *)"
      })
  void daysOfTheWeekBeginWithOneAndOneOfTheTwoDaysIsAsked(String portable, String aws) {
    assertEquals(aws, AwsCron.of(portable));
  }
}
