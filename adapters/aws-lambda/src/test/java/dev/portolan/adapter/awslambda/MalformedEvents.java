package dev.portolan.adapter.awslambda;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The published events with one member taken away or changed, so that they are events no more. */
final class MalformedEvents {
  private static final List<String> OTHERS = List.of("null", "1", "[]", "{}", "true");

  private MalformedEvents() {}

  /** What each is called, and its payload. */
  static List<List<String>> all() {
    List<List<String>> all = new ArrayList<>();
    members(all, "sqs-product", "\"messageId\":\"d9144555-9a4f-4ec3-99a0-34ce359b4b54\"");
    members(
        all,
        "sqs-product",
        "\"eventSourceARN\":\"arn:aws:sqs:eu-central-1:123456789012:TestLambda\"");
    others(all, "sqs-product", "\"SentTimestamp\":\"1601975706495\"", List.of("1", "[]", "\"x\""));
    others(all, "sqs-product", "\"messageAttributes\":{}", List.of("1", "[]", "{\"a\":1}"));
    members(all, "sns", "\"MessageId\":\"dc918f50-80c6-56a2-ba33-d8a9bbf013ab\"");
    members(all, "sns", "\"TopicArn\":\"arn:aws:sns:eu-central-1:123456789012:TopicSendToMe\"");
    others(
        all, "sns", "\"Timestamp\":\"2020-10-08T16:06:14.656Z\"", List.of("1", "\"noon\"", "{}"));
    others(all, "sns", "\"Subject\":\"Test sns message\"", List.of("1", "[]"));
    members(all, "s3-put", "\"x-amz-request-id\":\"C3D13FE58DE4C810\"");
    members(all, "s3-put", "\"eventName\":\"ObjectCreated:Put\"");
    members(all, "s3-put", "\"awsRegion\":\"us-east-1\"");
    members(all, "s3-put", "\"name\":\"sourcebucket\"");
    members(all, "s3-put", "\"key\":\"Happy%20Face.jpg\"");
    others(all, "s3-put", "\"key\":\"Happy%20Face.jpg\"", List.of("\"%\"", "\"%zz\"", "\"\""));
    members(all, "kinesis", "\"data\":\"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0IDEyMy4=\"");
    others(all, "kinesis", "\"data\":\"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0IDEyMy4=\"", List.of("\"%%\""));
    others(
        all,
        "kinesis",
        "\"approximateArrivalTimestamp\":1428537600",
        List.of("\"x\"", "{}", "1e99"));
    members(all, "kinesis", "\"eventSourceARN\":\"arn:aws:kinesis:EXAMPLE\"");
    members(all, "dynamodb-window", "\"Keys\":{\"Id\":{\"N\":\"101\"}}");
    others(
        all,
        "dynamodb-window",
        "\"Keys\":{\"Id\":{\"N\":\"101\"}}",
        List.of(
            "{\"Id\":1}",
            "{\"Id\":{}}",
            "{\"Id\":{\"N\":1}}",
            "{\"Id\":{\"N\":\"x\"}}",
            "{\"Id\":{\"N\":\"1e999999999\"}}",
            "{\"Id\":{\"Q\":\"1\"}}",
            "{\"Id\":{\"S\":null}}",
            "{\"Id\":{\"L\":{}}}",
            "{\"Id\":{\"M\":[]}}",
            "{\"Id\":{\"NS\":[1]}}",
            "{\"Id\":{\"BOOL\":\"true\"}}",
            "{\"Id\":{\"S\":\"a\",\"N\":\"1\"}}"));
    members(all, "kafka", "\"topic\":\"mytopic\"");
    members(
        all, "kafka", "\"partition\":0", List.of("null", "[]", "{}", "true", "-1", "\"x\"", "1.5"));
    members(
        all, "kafka", "\"offset\":15", List.of("null", "[]", "{}", "true", "-1", "\"x\"", "1e99"));
    others(all, "kafka", "\"value\":\"SGVsbG8gZnJvbSBLYWZrYSAhIQ==\"", List.of("1", "\"%\"", "{}"));
    others(
        all,
        "kafka",
        "\"headers\":[{\"headerKey\":[104,101,97,100,101,114,86,97,108,117,101]}]",
        List.of("1", "{}", "[1]", "[{\"h\":1}]", "[{\"h\":[300]}]", "[{\"h\":[\"a\"]}]"));
    others(all, "kafka", "\"timestamp\":1596480920837", List.of("{}", "\"x\"", "1e99"));
    members(all, "eventbridge-ecr", "\"id\":\"01234567-0123-0123-0123-012345678901\"");
    others(all, "eventbridge-ecr", "\"time\":\"2019-10-30T21:32:27Z\"", List.of("1", "\"noon\""));
    others(
        all,
        "eventbridge-ecr",
        "\"resources\":[\"arn:aws:ecr:eu-north-1:123456789012:repository/tribble-image-scan-test\"]",
        List.of("1", "[1]", "{}"));
    for (String attribute : List.of("id", "source", "type", "specversion")) {
      String text = Recipient.published("scheduler");
      String member = "\"" + attribute + "\":\"[^\"]*\"";
      all.add(
          List.of("empty " + attribute, text.replaceFirst(member, "\"" + attribute + "\":\"\"")));
      all.add(
          List.of("null " + attribute, text.replaceFirst(member, "\"" + attribute + "\":null")));
    }
    whole(all);
    return all;
  }

  private static void whole(List<List<String>> all) {
    for (Map.Entry<String, String> each :
        Map.of(
                "aws:sqs",
                "body",
                "aws:s3",
                "s3",
                "aws:kinesis",
                "kinesis",
                "aws:dynamodb",
                "dynamodb")
            .entrySet()) {
      String record = "{\"eventSource\":\"" + each.getKey() + "\"}";
      all.add(List.of("only the source " + each.getKey(), "{\"Records\":[" + record + "]}"));
      for (String other : OTHERS) {
        String part = record.replace("}", ",\"" + each.getValue() + "\":" + other + "}");
        all.add(List.of(each.getKey() + " with " + other, "{\"Records\":[" + part + "]}"));
      }
    }
    for (String records :
        List.of("null", "1", "[]", "{\"t-0\":1}", "{\"t-0\":[1]}", "{\"t-0\":[{}]}")) {
      all.add(
          List.of(
              "kafka with " + records,
              "{\"eventSource\":\"aws:kafka\",\"eventSourceArn\":\"a\",\"records\":"
                  + records
                  + "}"));
    }
    all.add(
        List.of(
            "kafka of nowhere",
            Batches.kafka("a").replace("\"eventSourceArn\":\"arn:aws:kafka:c\",", "")));
  }

  private static void members(List<List<String>> all, String name, String member) {
    members(all, name, member, OTHERS);
  }

  private static void members(
      List<List<String>> all, String name, String member, List<String> others) {
    String text = Recipient.published(name);
    String missing = text.replace(member + ",", "").replace("," + member, "");
    add(all, name + " without " + member, text, missing);
    others(all, name, member, others);
  }

  private static void others(
      List<List<String>> all, String name, String member, List<String> others) {
    String text = Recipient.published(name);
    String key = member.substring(0, member.indexOf("\":") + 2);
    for (String other : others) {
      add(all, name + " with " + key + other, text, text.replace(member, key + other));
    }
  }

  private static void add(List<List<String>> all, String what, String text, String changed) {
    if (text.equals(changed)) {
      throw new AssertionError("nothing was changed: " + what);
    }
    all.add(List.of(what, changed));
  }
}
