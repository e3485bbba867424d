package dev.portolan.provider.azure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.azure.storage.blob.BlobContainerClientBuilder;
import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.annotation.AuthorizationLevel;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import dev.portolan.Context;
import dev.portolan.Http;
import dev.portolan.HttpRequest;
import dev.portolan.HttpResponse;
import dev.portolan.PortableFunction;
import dev.portolan.deploy.Portability;
import dev.portolan.deploy.Portolan;
import dev.portolan.deploy.config.Configuration;
import dev.portolan.deploy.driver.Provider;
import dev.portolan.deploy.driver.Settings;
import dev.portolan.deploy.model.Bundle;
import dev.portolan.deploy.packaging.ReproducibleZip;
import dev.portolan.testkit.SampleProject;
import dev.portolan.testkit.TiesContract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds what the provider says of itself to what it does, and to Azure's own libraries. */
class AzureTiesContractTest implements TiesContract {
  @Override
  public Provider provider() {
    return new AzureProvider();
  }

  @Override
  public Settings newest() {
    return Settings.of(Map.of("runtime", "java25"));
  }

  @Override
  public Map<Class<?>, List<String>> tied() {
    return Map.of(
        Functions.class,
        List.of("azure-entry-point hello", "azure-entry-point tick"),
        Portable.class,
        List.of("azure-environment handle", "azure-sdk handle"));
  }

  @Test
  @DisplayName("What stands for each binding is told with the method that has it")
  void bindings(@TempDir Path directory) throws IOException {
    assertEquals(
        List.of(
            "make it a class of its own that implements dev.portolan.PortableFunction, with"
                + " @Function and the name; for ExecutionContext take dev.portolan.Context; for"
                + " HttpRequestMessage take HttpRequest; for HttpResponseMessage answer"
                + " HttpResponse; for HttpTrigger say @Http with the path and the methods",
            "make it a class of its own that implements dev.portolan.PortableFunction, with"
                + " @Function and the name; for ExecutionContext take dev.portolan.Context; for"
                + " TimerTrigger say @Schedule, with a cron expression of five fields"),
        look(Functions.class, directory).findings().stream().map(each -> each.hint()).toList());
  }

  @Test
  @DisplayName("A handler that sets two cookies is told before Azure's worker loses one")
  void twoCookies(@TempDir Path directory) throws IOException {
    Portability portability = look(Login.class, directory);
    assertEquals(1, portability.findings().size());
    assertEquals("two-cookies", portability.findings().get(0).name());
    assertEquals(List.of("azure"), portability.findings().get(0).providers());
    assertEquals(Map.of("azure", 0), portability.scores());
  }

  private static Portability look(Class<?> type, Path directory) throws IOException {
    String entry = type.getName().replace('.', '/') + ".class";
    Path jar = directory.resolve("app.jar");
    try (InputStream in = type.getClassLoader().getResourceAsStream(entry)) {
      ReproducibleZip.create().add(entry, in.readAllBytes()).write(jar);
    }
    return Portolan.portability(
        SampleProject.OWNER,
        Bundle.of(jar, List.of()),
        Configuration.of(List.of()),
        List.of("azure"),
        directory);
  }

  /** As the documentation of Azure Functions writes them. */
  public static final class Functions {
    @FunctionName("hello")
    public HttpResponseMessage hello(
        @HttpTrigger(
                name = "req",
                methods = {HttpMethod.GET},
                authLevel = AuthorizationLevel.FUNCTION)
            HttpRequestMessage<Optional<String>> request,
        ExecutionContext context) {
      context.getLogger().info("handling");
      return request.createResponseBuilder(HttpStatus.OK).build();
    }

    @FunctionName("tick")
    public void tick(
        @TimerTrigger(name = "timer", schedule = "0 0 2 * * *") String timer,
        ExecutionContext context) {
      context.getLogger().info(timer);
    }
  }

  /** A function of ours that keeps to Azure all the same. */
  @Http(path = "/portable")
  public static final class Portable implements PortableFunction<String, String> {
    @Override
    public String handle(String input, Context context) {
      String account = System.getenv("WEBSITE_SITE_NAME");
      return new BlobContainerClientBuilder().endpoint(account) + input;
    }
  }

  /** A function of ours that Azure cannot carry. */
  @Http(path = "/login")
  public static final class Login implements PortableFunction<HttpRequest, HttpResponse> {
    @Override
    public HttpResponse handle(HttpRequest request, Context context) {
      return HttpResponse.of(204).withCookie("session", "1").withCookie("theme", "dark");
    }
  }
}
