package dev.portolan.sandbox.aws;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** Functions compiled in the test run, zipped as Lambda wants them, and deployed. */
final class Functions {
  static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":"
          + "\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

  private Functions() {}

  /** Compiles a class and zips what came of it. */
  static SdkBytes zip(Path directory, String className, String source) throws IOException {
    Path file = directory.resolve("src").resolve(className + ".java");
    Path classes = Files.createDirectories(directory.resolve("classes-" + className));
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "--release",
                "17",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                file.toString());
    if (status != 0) {
      throw new IllegalArgumentException("does not compile: " + className);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        zip.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        zip.write(Files.readAllBytes(each));
      }
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  /** A zip with one small file: enough where nothing runs it. */
  static SdkBytes anyZip() throws IOException {
    return zipOf("lib/app.jar", "x");
  }

  static SdkBytes zipOf(String name, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  /** A role that functions can take on, and that may write logs; its ARN. */
  static String role(Sdk sdk, String name) {
    String arn =
        sdk.iam().createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST)).role().arn();
    sdk.iam()
        .putRolePolicy(
            p ->
                p.roleName(name)
                    .policyName("logs")
                    .policyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":[\"logs:CreateLogStream\",\"logs:PutLogEvents\"],"
                            + "\"Resource\":\"arn:aws:logs:*:*:log-group:/aws/lambda/*\"}]}"));
    return arn;
  }

  /** A function {@code f} of the role {@code r}, with the alias {@code live} at its version 1. */
  static void live(Sdk sdk, int timeout) throws IOException {
    String role = role(sdk, "r");
    SdkBytes zip = anyZip();
    sdk.lambda()
        .createFunction(
            f ->
                f.functionName("f")
                    .runtime(Runtime.JAVA17)
                    .handler("a.B")
                    .role(role)
                    .timeout(timeout)
                    .code(c -> c.zipFile(zip)));
    sdk.lambda().publishVersion(v -> v.functionName("f"));
    sdk.lambda().createAlias(a -> a.functionName("f").name("live").functionVersion("1"));
  }

  /** What else the role {@code r} may do; said again of a resource, it is said in place of that. */
  static void permit(Sdk sdk, String resource, String... actions) {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\""
            + String.join("\",\"", actions)
            + "\"],\"Resource\":\""
            + resource
            + "\"}]}";
    String name = "p" + resource.hashCode();
    sdk.iam().putRolePolicy(p -> p.roleName("r").policyName(name).policyDocument(policy));
  }

  /** Deploys a function with its log group and waits until it is Active; its ARN. */
  static String deploy(
      Sdk sdk, String role, String name, SdkBytes code, int timeout, Map<String, String> env) {
    sdk.logs().createLogGroup(g -> g.logGroupName("/aws/lambda/" + name));
    String arn =
        sdk.lambda()
            .createFunction(
                f ->
                    f.functionName(name)
                        .runtime(Runtime.JAVA17)
                        .handler("Fn")
                        .role(role)
                        .timeout(timeout)
                        .memorySize(256)
                        .environment(e -> e.variables(env))
                        .code(c -> c.zipFile(code)))
            .functionArn();
    sdk.lambda().waiter().waitUntilFunctionActiveV2(f -> f.functionName(name));
    return arn;
  }

  static List<String> log(Sdk sdk, String name) {
    return sdk.logs().filterLogEvents(l -> l.logGroupName("/aws/lambda/" + name)).events().stream()
        .map(event -> event.message())
        .toList();
  }
}
