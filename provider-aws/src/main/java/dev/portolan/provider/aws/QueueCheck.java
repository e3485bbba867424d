package dev.portolan.provider.aws;

import dev.portolan.deploy.driver.DeadLetterWays;
import dev.portolan.deploy.driver.Names;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.FunctionSpec;
import dev.portolan.deploy.model.Problem;
import dev.portolan.deploy.model.Use;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What can be said against a function's queues before any call. */
final class QueueCheck {
  private QueueCheck() {}

  static void add(List<FunctionSpec> functions, Settings settings, List<Problem> problems) {
    Names names = Names.of(settings);
    SettingReader reader = SettingReader.of(settings, problems);
    functions.stream()
        .flatMap(each -> named(each))
        .distinct()
        .filter(name -> QueueName.parse(names.of(name)).isEmpty())
        .forEach(
            name ->
                reader.problem(
                    "names." + name,
                    "'"
                        + names.of(name)
                        + "' is neither the name of a queue (1 to 80 letters, digits, _ and -,"
                        + " .fifo at the end of an ordered one) nor its ARN or its URL, https at AWS"));
    DeadLetterWays ways =
        new DeadLetterWays(
            functions, DeadLetterWays::queues, word -> name(word, names).orElse(word));
    problems.addAll(ways.hidden("aws"));
    functions.forEach(each -> deadLetter(each, names, problems));
  }

  private static Stream<String> named(FunctionSpec function) {
    Stream<String> sent = Stream.concat(function.deadLetter().stream(), sent(function));
    return Stream.concat(DeadLetterWays.queues(function), sent);
  }

  private static Stream<String> sent(FunctionSpec function) {
    return function.uses(Use.Kind.SEND).stream();
  }

  /**
   * "If Lambda can't send a record to a destination ... This can happen if your configuration
   * includes an unsupported destination type, such as an Amazon SQS FIFO queue".
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html">Capturing
   *     records of asynchronous invocations</a>
   */
  private static void deadLetter(FunctionSpec function, Names names, List<Problem> problems) {
    Optional<String> queue = function.deadLetter().flatMap(name -> name(name, names));
    if (queue.isEmpty()) {
      return;
    }
    String where = "function " + function.name();
    if (queue.get().endsWith(QueueName.FIFO)
        && function.triggers().stream().anyMatch(WantedDeadLetter::givenUp)) {
      problems.add(
          Problem.of(
              where,
              "its dead letters go to the FIFO queue "
                  + queue.get()
                  + ", to which Lambda sends nothing that it gives up on",
              "name a standard queue: only a function that nothing but queues call has such"));
    }
  }

  private static Optional<String> name(String portable, Names names) {
    return QueueName.parse(names.of(portable)).map(QueueName::name);
  }
}
