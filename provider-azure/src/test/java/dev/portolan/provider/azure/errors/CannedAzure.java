package dev.portolan.provider.azure.errors;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpPipeline;
import com.azure.core.http.HttpPipelineBuilder;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.appservice.AppServiceManager;
import com.azure.resourcemanager.storage.StorageManager;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.function.Executable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Azure's real clients over a transport that gives one answer to every call. */
final class CannedAzure implements HttpClient {
  private static final String SUBSCRIPTION = "00000000-0000-0000-0000-000000000042";

  private int status;
  private Map<String, String> headers = Map.of();
  private String body = "";
  private Throwable nothing;

  private final AppServiceManager sites;
  private final StorageManager storage;
  private final BlobServiceClient blobs;

  CannedAzure() {
    HttpPipeline pipeline = new HttpPipelineBuilder().httpClient(this).build();
    AzureProfile profile = new AzureProfile(null, SUBSCRIPTION, AzureEnvironment.AZURE);
    sites = AppServiceManager.authenticate(pipeline, profile);
    storage = StorageManager.authenticate(pipeline, profile);
    blobs =
        new BlobServiceClientBuilder()
            .endpoint("https://shop.blob.core.windows.net")
            .pipeline(pipeline)
            .buildClient();
  }

  void answers(int code, Map<String, String> with, String text) {
    status = code;
    headers = with;
    body = text;
    nothing = null;
  }

  void isSilent(Throwable cause) {
    nothing = cause;
  }

  /** A call of each of Resource Manager's clients: they read errors each in its own way. */
  List<Executable> manager() {
    return List.of(
        () -> sites.serviceClient().getWebApps().getByResourceGroup("shop", "hello"),
        () -> storage.serviceClient().getStorageAccounts().getByResourceGroup("shop", "shop1"));
  }

  List<Executable> storage() {
    return List.of(
        () -> blobs.getBlobContainerClient("releases").getProperties(),
        () -> blobs.getBlobContainerClient("releases").getBlobClient("a.zip").downloadContent());
  }

  @Override
  public Mono<HttpResponse> send(HttpRequest request) {
    return nothing == null ? Mono.just(new Canned(request)) : Mono.error(nothing);
  }

  private final class Canned extends HttpResponse {
    Canned(HttpRequest request) {
      super(request);
    }

    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    @Deprecated
    public String getHeaderValue(String name) {
      return getHeaders().getValue(HttpHeaderName.fromString(name));
    }

    @Override
    public HttpHeaders getHeaders() {
      HttpHeaders all = new HttpHeaders();
      headers.forEach((name, value) -> all.set(HttpHeaderName.fromString(name), value));
      return all;
    }

    @Override
    public Flux<ByteBuffer> getBody() {
      return Flux.just(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Mono<byte[]> getBodyAsByteArray() {
      return Mono.just(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Mono<String> getBodyAsString() {
      return Mono.just(body);
    }

    @Override
    public Mono<String> getBodyAsString(Charset charset) {
      return Mono.just(body);
    }
  }
}
