package dev.portolan.provider.aws;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.PortableFunction;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.testkit.TiesContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** Holds what the provider says of itself to what it does, and to AWS's own libraries. */
class AwsTiesContractTest implements TiesContract {
  @Override
  public Provider provider() {
    return new AwsProvider();
  }

  @Override
  public Settings newest() {
    return Settings.of(Map.of("runtime", "java25"));
  }

  @Override
  public Map<Class<?>, List<String>> tied() {
    return Map.of(
        Handler.class,
        List.of("aws-entry-point handleRequest"),
        Streams.class,
        List.of("aws-entry-point handleRequest"),
        Plain.class,
        List.of("aws-entry-point placed"),
        Portable.class,
        List.of("aws-environment handle", "aws-lambda handle", "aws-sdk handle"));
  }

  /** As the documentation of Lambda writes one. */
  public static final class Handler implements RequestHandler<Map<String, String>, String> {
    @Override
    public String handleRequest(
        Map<String, String> event, com.amazonaws.services.lambda.runtime.Context context) {
      context.getLogger().log("handling");
      return event.get("name");
    }
  }

  /** The same, on streams. */
  public static final class Streams implements RequestStreamHandler {
    @Override
    public void handleRequest(
        InputStream in, OutputStream out, com.amazonaws.services.lambda.runtime.Context context)
        throws IOException {
      in.transferTo(out);
    }
  }

  /** One that only Lambda's configuration names. */
  public static final class Plain {
    public String placed(
        Map<String, String> event, com.amazonaws.services.lambda.runtime.Context context) {
      context.getLogger().log("handling");
      return named(event, context);
    }

    public static String named(
        Map<String, String> event, com.amazonaws.services.lambda.runtime.Context context) {
      return event.get("name") + context.getAwsRequestId();
    }
  }

  /** A function of ours that keeps to AWS all the same. */
  @Http(path = "/portable")
  public static final class Portable implements PortableFunction<String, String> {
    @Override
    public String handle(String input, Context context) {
      try (S3Client s3 = S3Client.create()) {
        return s3.serviceName()
            + System.getenv("AWS_REGION")
            + context.unwrap(com.amazonaws.services.lambda.runtime.Context.class);
      }
    }
  }
}
