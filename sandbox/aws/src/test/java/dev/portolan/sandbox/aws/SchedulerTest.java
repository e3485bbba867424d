package dev.portolan.sandbox.aws;

import static dev.portolan.sandbox.aws.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.deploy.driver.Happening;
import dev.portolan.deploy.model.Owner;
import dev.portolan.deploy.model.Trigger;
import dev.portolan.sandbox.aws.lambda.Timings;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Tag;

/** Schedules, and what comes of them, on a clock that passes only when asked to. */
class SchedulerTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String GROUP = "arn:aws:scheduler:us-east-1:123456789012:schedule-group/g";

  private final FakeTime time = new FakeTime();
  private final HeardFunctions functions = new HeardFunctions();
  private final EmbeddedAws aws = EmbeddedAws.inMemory(time, functions);
  private final Sdk sdk = Sdk.inProcess(aws);
  private final SchedulerClient scheduler = sdk.scheduler();

  private String role(String name, String condition, String resource) {
    String arn =
        sdk.iam()
            .createRole(
                r ->
                    r.roleName(name)
                        .assumeRolePolicyDocument(
                            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"Service\":\"scheduler.amazonaws.com\"},"
                                + "\"Action\":\"sts:AssumeRole\""
                                + condition
                                + "}]}"))
            .role()
            .arn();
    sdk.iam()
        .putRolePolicy(
            p ->
                p.roleName(name)
                    .policyName("invoke")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":\"lambda:InvokeFunction\",\"Resource\":\""
                            + resource
                            + "\"}]}"));
    return arn;
  }

  private static String sourceArn(String arn) {
    return ",\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"123456789012\","
        + "\"aws:SourceArn\":\""
        + arn
        + "\"}}";
  }

  private Consumer<CreateScheduleRequest.Builder> schedule(String expression, String role) {
    return s ->
        s.name("s")
            .groupName("g")
            .scheduleExpression(expression)
            .scheduleExpressionTimezone("Europe/Berlin")
            .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
            .target(
                t ->
                    t.arn(FUNCTION)
                        .roleArn(role)
                        .input(
                            "{\"time\":\"<aws.scheduler.scheduled-time>\","
                                + "\"source\":\"<aws.scheduler.schedule-arn>\"}"));
  }

  private void function() throws Exception {
    var zip = Functions.anyZip();
    String role = Functions.role(sdk, "function");
    sdk.lambda()
        .createFunction(
            f ->
                f.functionName("f")
                    .runtime(Runtime.JAVA17)
                    .handler("a.B")
                    .role(role)
                    .code(c -> c.zipFile(zip)));
  }

  @Test
  void groupsAreTaggedAndListedAndSchedulesStandInThem() {
    String role = role("r", "", FUNCTION);
    refused(
        404,
        "ResourceNotFoundException",
        () -> scheduler.createSchedule(schedule("rate(1 hour)", role)));
    scheduler.createScheduleGroup(g -> g.name("g").tags(Tag.builder().key("k").value("v").build()));
    refused(409, "ConflictException", () -> scheduler.createScheduleGroup(g -> g.name("g")));
    assertEquals(
        "v", scheduler.listTagsForResource(t -> t.resourceArn(GROUP)).tags().get(0).value());
    assertEquals(1, scheduler.listScheduleGroups(l -> l.namePrefix("g")).scheduleGroups().size());
    scheduler.createSchedule(schedule("cron(0 2 * * ? *)", role));
    refused(
        409,
        "ConflictException",
        () -> scheduler.createSchedule(schedule("cron(0 2 * * ? *)", role)));
    var made = scheduler.getSchedule(s -> s.groupName("g").name("s"));
    assertEquals("cron(0 2 * * ? *)", made.scheduleExpression());
    assertEquals(ScheduleState.ENABLED, made.state());
    assertEquals(185, made.target().retryPolicy().maximumRetryAttempts());
    scheduler.deleteSchedule(s -> s.groupName("g").name("s"));
    refused(
        404,
        "ResourceNotFoundException",
        () -> scheduler.getSchedule(s -> s.groupName("g").name("s")));
  }

  @Test
  void whatCameInTheWayOfATickIsTold() throws Exception {
    function();
    String role = role("r", "", FUNCTION);
    Owner owner = Owner.of("com.acme", "shop", "dev");
    Tag owned = Tag.builder().key("owner").value(owner.id()).build();
    Tag named = Tag.builder().key("function").value("f").build();
    scheduler.createScheduleGroup(g -> g.name("g").tags(owned, named));
    scheduler.createSchedule(schedule("rate(1 hour)", role));
    Trigger hourly = new Trigger.Schedule("0 * * * *", "UTC");
    Happening tick = new Happening(owner, "f", hourly, "", "", new byte[0]);
    assertTrue(aws.fire(tick).handled());
    functions.fail().fail().fail();
    Happening.Result failed = aws.fire(tick);
    told("failed three times", failed);
    assertEquals(3, failed.deliveries().get(0).attempts());
    functions.heard();
    assertEquals(
        2,
        aws.fire(new Happening(owner, "f", hourly, "", "", List.of(new byte[0]), 2))
            .deliveries()
            .size());
    List<String> twice = functions.heard();
    assertEquals(twice.get(0), twice.get(1), "the same tick");
    sdk.iam().deleteRolePolicy(p -> p.roleName("r").policyName("invoke"));
    told("was not called: the role " + role + " may not call " + FUNCTION, aws.fire(tick));
    sdk.iam().deleteRole(r -> r.roleName("r"));
    told("was not called: it may not take on the role " + role, aws.fire(tick));
    String again = role("r", "", FUNCTION);
    scheduler.updateSchedule(
        s ->
            s.groupName("g")
                .name("s")
                .scheduleExpression("rate(1 hour)")
                .state(ScheduleState.DISABLED)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(FUNCTION).roleArn(again)));
    told("was not called: it is disabled", aws.fire(tick));
    assertEquals(List.of(), functions.heard());
  }

  private static void told(String why, Happening.Result result) {
    assertFalse(result.handled());
    String arn = "arn:aws:scheduler:us-east-1:123456789012:schedule/g/s";
    assertEquals(List.of(arn + ": " + why), result.told());
  }

  @Test
  void aGroupGoesWithAllThatIsInItAndTakesItsTime() {
    aws.setTimings(Timings.lifelike().withRolePropagation(Duration.ZERO));
    String role = role("r", "", FUNCTION);
    scheduler.createScheduleGroup(g -> g.name("g"));
    scheduler.createSchedule(schedule("rate(1 hour)", role));
    scheduler.deleteScheduleGroup(g -> g.name("g"));
    assertEquals(ScheduleGroupState.DELETING, scheduler.getScheduleGroup(g -> g.name("g")).state());
    refused(409, "ConflictException", () -> scheduler.createScheduleGroup(g -> g.name("g")));
    refused(
        409, "ConflictException", () -> scheduler.createSchedule(schedule("rate(1 hour)", role)));
    time.sleep(Duration.ofSeconds(2));
    refused(404, "ResourceNotFoundException", () -> scheduler.getScheduleGroup(g -> g.name("g")));
    scheduler.createScheduleGroup(g -> g.name("g"));
    assertTrue(scheduler.listSchedules(l -> l.groupName("g")).schedules().isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cron(0 1 * * * *)",
        "cron(7 20 * * NOT *)",
        "cron(71 8 1 * ? *)",
        "cron(0 2 ? * 0 *)",
        "cron(0 2 ? * ? *)",
        "cron(0 2 * * ?)",
        "cron()",
        "rate(0 minutes)",
        "rate(10 seconds)",
        "every day"
      })
  void whatIsNoExpressionIsRefused(String expression) {
    String role = role("r", "", FUNCTION);
    scheduler.createScheduleGroup(g -> g.name("g"));
    assertEquals(
        "Invalid Schedule Expression " + expression + ".",
        refused(
            400,
            "ValidationException",
            () -> scheduler.createSchedule(schedule(expression, role))));
  }

  @Test
  void aRoleMustTrustTheScheduler() {
    aws.setTimings(Timings.instant().withRolePropagation(Duration.ofSeconds(8)));
    scheduler.createScheduleGroup(g -> g.name("g"));
    String role = role("r", sourceArn(GROUP), FUNCTION);
    String other = role("other", sourceArn(GROUP + "-other"), FUNCTION);
    String said =
        refused(
            400,
            "ValidationException",
            () -> scheduler.createSchedule(schedule("rate(1 hour)", role)));
    assertTrue(said.contains("must allow AWS EventBridge Scheduler to assume the role"), said);
    time.sleep(Duration.ofSeconds(8));
    refused(
        400,
        "ValidationException",
        () -> scheduler.createSchedule(schedule("rate(1 hour)", other)));
    scheduler.createSchedule(schedule("rate(1 hour)", role));
  }

  @Test
  void ticksOnTheClocksOfItsZone() throws Exception {
    function();
    scheduler.createScheduleGroup(g -> g.name("g"));
    String role = role("r", sourceArn(GROUP), FUNCTION);
    scheduler.createSchedule(schedule("cron(0 2 * * ? *)", role));
    aws.turn();
    assertEquals(List.of(), functions.heard());
    time.sleep(Duration.ofMinutes(61));
    aws.turn();
    aws.turn();
    assertEquals(
        List.of(
            "f {\"time\":\"2026-01-01T01:00:00Z\",\"source\":"
                + "\"arn:aws:scheduler:us-east-1:123456789012:schedule/g/s\"}"),
        functions.heard());
    scheduler.updateSchedule(
        s ->
            s.name("s")
                .groupName("g")
                .scheduleExpression("rate(1 minute)")
                .state(ScheduleState.DISABLED)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(FUNCTION).roleArn(role)));
    time.sleep(Duration.ofDays(1));
    aws.turn();
    assertEquals(List.of(), functions.heard());
  }

  @Test
  void aRoleThatMayNotInvokeCallsNothingAndAFailureIsTriedTwiceAgain() throws Exception {
    function();
    scheduler.createScheduleGroup(g -> g.name("g"));
    scheduler.createSchedule(schedule("rate(1 minute)", role("r", "", FUNCTION + ":live")));
    time.sleep(Duration.ofMinutes(1));
    aws.turn();
    assertEquals(List.of(), functions.heard());
    scheduler.deleteSchedule(s -> s.groupName("g").name("s"));
    scheduler.createSchedule(schedule("rate(1 minute)", role("r2", "", FUNCTION)));
    functions.fail().fail().fail().fail();
    time.sleep(Duration.ofMinutes(1));
    aws.turn();
    assertEquals(3, functions.heard().size());
  }
}
