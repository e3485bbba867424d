package dev.portolan.sandbox.gcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.cloud.run.v2.Container;
import com.google.cloud.run.v2.CreateServiceRequest;
import com.google.cloud.run.v2.DeleteServiceRequest;
import com.google.cloud.run.v2.EnvVar;
import com.google.cloud.run.v2.IngressTraffic;
import com.google.cloud.run.v2.RevisionTemplate;
import com.google.cloud.run.v2.Service;
import com.google.cloud.run.v2.ServicesClient;
import com.google.cloud.run.v2.TrafficTarget;
import com.google.cloud.run.v2.TrafficTargetAllocationType;
import com.google.cloud.run.v2.UpdateServiceRequest;
import com.google.iam.v1.Binding;
import com.google.iam.v1.Policy;
import com.google.iam.v1.SetIamPolicyRequest;
import dev.portolan.sandbox.WireHeaders;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.gcp.local.InstanceRunner;
import dev.portolan.sandbox.gcp.local.LocalPlane;
import dev.portolan.sandbox.images.pod.AnsweringPods;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets through a service's address to which revision, and what it sees. */
@Timeout(120)
class DoorTest {
  private static final String PARENT =
      "projects/" + GcpCloud.PROJECT + "/locations/" + GcpCloud.REGION;
  private static final String NAME = PARENT + "/services/orders";
  private static final String ACCOUNT =
      GcpCloud.PROJECT_NUMBER + "-compute@developer.gserviceaccount.com";

  @TempDir Path directory;
  private final FakeTime time = new FakeTime();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger started = new AtomicInteger();
  private final Map<String, AnsweringPods> pods = new TreeMap<>();
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private LocalPlane plane;
  private GcpCloud cloud;
  private ServicesClient services;

  @BeforeEach
  void open() throws Exception {
    InstanceRunner runner =
        (plan, log) -> {
          started.incrementAndGet();
          if (plan.environment().get("MARK").equals("broken")) {
            throw new IllegalStateException("broken");
          }
          if (plan.environment().get("MARK").equals("stuck")) {
            try {
              held.await();
            } finally {
              ended.countDown();
            }
          }
          synchronized (pods) {
            return pods.computeIfAbsent(plan.environment().get("MARK"), this::pod).start(null);
          }
        };
    cloud =
        GcpCloud.open(
            Setup.inMemory(directory, time).with(world -> plane = LocalPlane.open(world, runner)));
    services = Clients.of(cloud, true).services();
  }

  private AnsweringPods pod(String mark) {
    try {
      return AnsweringPods.open(request -> told(mark, request));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private WireResponse told(String mark, WireRequest request) {
    if (mark.equals("slow")) {
      try {
        held.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    WireHeaders headers = request.headers();
    return WireResponse.of(200, "text/plain", mark + " " + request.path() + " " + request.text())
        .with("Seen-Authorization", headers.first("Authorization").orElse("none"))
        .with("Seen-For", String.join("|", headers.all("X-Forwarded-For")))
        .with("Seen-Proto", headers.first("X-Forwarded-Proto").orElse(""))
        .with("Seen-Trace", headers.first("X-Cloud-Trace-Context").orElse(""))
        .with("Seen-Parent", headers.first("traceparent").orElse(""))
        .with("Seen-Host", headers.first("Host").orElse(""));
  }

  @AfterEach
  void close() {
    services.close();
    cloud.close();
    pods.values().forEach(AnsweringPods::close);
  }

  private static Service.Builder service(String mark) {
    return Service.newBuilder()
        .setTemplate(
            RevisionTemplate.newBuilder()
                .addContainers(
                    Container.newBuilder()
                        .setImage("r.example/p/f:1")
                        .addEnv(EnvVar.newBuilder().setName("MARK").setValue(mark))));
  }

  private Service deployed() throws Exception {
    Patience.until("the service is ready", () -> !services.getService(NAME).getReconciling());
    return services.getService(NAME);
  }

  private Service deploy(Service.Builder service) throws Exception {
    create(service);
    return deployed();
  }

  private void create(Service.Builder service) throws Exception {
    services
        .createServiceCallable()
        .call(
            CreateServiceRequest.newBuilder()
                .setParent(PARENT)
                .setServiceId("orders")
                .setService(service)
                .build());
  }

  private Service update(Service.Builder service) throws Exception {
    services
        .updateServiceCallable()
        .call(UpdateServiceRequest.newBuilder().setService(service.setName(NAME)).build());
    return deployed();
  }

  private void invokers(String... members) {
    Policy.Builder policy = Policy.newBuilder();
    Binding.Builder binding = policy.addBindingsBuilder().setRole("roles/run.invoker");
    for (String member : members) {
      binding.addMembers(member);
    }
    services.setIamPolicy(
        SetIamPolicyRequest.newBuilder().setResource(NAME).setPolicy(policy).build());
  }

  private HttpResponse<String> get(String url, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + "/a%2Fb"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String bearer(String email, String audience) {
    return "Bearer " + cloud.tokens().identity(email, audience);
  }

  @Test
  void letsInOnlyWhoMay() throws Exception {
    String url = deploy(service("one")).getUri();
    HttpResponse<String> nobody = get(url);
    assertEquals(403, nobody.statusCode());
    assertTrue(nobody.body().contains("permission to get URL <code>/a%2Fb</code>"), nobody.body());
    HttpResponse<String> garbage = get(url, "Authorization", "Bearer garbage");
    assertEquals(401, garbage.statusCode());
    assertTrue(
        garbage.headers().firstValue("WWW-Authenticate").orElse("").contains("invalid_token"));
    assertEquals(401, get(url, "Authorization", bearer(ACCOUNT, "https://other")).statusCode());
    assertEquals(401, get(url, "Authorization", "Bearer " + cloud.accessToken()).statusCode());
    assertEquals(403, get(url, "Authorization", bearer(ACCOUNT, url)).statusCode());
    assertEquals(200, get(url, "Authorization", bearer(GcpCloud.DEPLOYER, url)).statusCode());
    invokers("serviceAccount:" + ACCOUNT);
    assertEquals(200, get(url, "Authorization", bearer(ACCOUNT, url + "/")).statusCode());
    HttpResponse<String> other =
        get(url, "X-Serverless-Authorization", bearer(ACCOUNT, url), "Authorization", "Basic x");
    assertEquals("Basic x", other.headers().firstValue("Seen-Authorization").orElse(""));
    invokers("allUsers");
    assertEquals(200, get(url).statusCode());
  }

  @Test
  void doesNotLetInWhoMayOnlyUnderACondition() throws Exception {
    String url = deploy(service("one")).getUri();
    Policy.Builder policy = Policy.newBuilder().setVersion(3);
    policy
        .addBindingsBuilder()
        .setRole("roles/run.invoker")
        .addMembers("allUsers")
        .getConditionBuilder()
        .setExpression("request.time < timestamp('2020-01-01T00:00:00Z')");
    services.setIamPolicy(
        SetIamPolicyRequest.newBuilder().setResource(NAME).setPolicy(policy).build());
    assertEquals(403, get(url).statusCode());
  }

  @Test
  void passesOnWhatCloudRunPassesOn() throws Exception {
    String url = deploy(service("one")).getUri();
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    HttpResponse<String> answer =
        get(
            url,
            "Authorization",
            bearer(GcpCloud.DEPLOYER, url),
            "X-Forwarded-For",
            "10.0.0.1",
            "traceparent",
            parent);
    assertEquals("one /a%2Fb ", answer.body());
    Map<String, String> seen = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    answer.headers().map().forEach((name, values) -> seen.put(name, values.get(0)));
    assertTrue(seen.get("Seen-Authorization").endsWith(".SIGNATURE_REMOVED_BY_GOOGLE"));
    assertEquals("10.0.0.1,127.0.0.1", seen.get("Seen-For"));
    assertEquals("https", seen.get("Seen-Proto"));
    assertEquals(URI.create(url).getAuthority(), seen.get("Seen-Host"));
    assertTrue(seen.get("Seen-Trace").matches("0af7651916cd43dd8448eb211c80319c/[0-9]+;o=1"));
    assertTrue(seen.get("Seen-Parent").startsWith("00-0af7651916cd43dd8448eb211c80319c-"));
    assertFalse(seen.get("Seen-Parent").equals(parent));
  }

  @Test
  void splitsTheTrafficAndKeepsTags() throws Exception {
    deploy(service("one"));
    invokers("allUsers");
    String first = services.getService(NAME).getLatestReadyRevision().replaceFirst(".*/", "");
    Service both =
        update(
            service("two")
                .addTraffic(
                    TrafficTarget.newBuilder()
                        .setType(
                            TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_REVISION)
                        .setRevision(first)
                        .setPercent(75))
                .addTraffic(
                    TrafficTarget.newBuilder()
                        .setType(TrafficTargetAllocationType.TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST)
                        .setTag("next")
                        .setPercent(25)));
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      counts.merge(get(both.getUri()).body().substring(0, 3), 1, Integer::sum);
    }
    assertEquals(Map.of("one", 75, "two", 25), counts);
    String tag = both.getTrafficStatuses(1).getUri();
    assertFalse(tag.equals(both.getUri()));
    assertEquals("two /a%2Fb ", get(tag).body());
  }

  @Test
  void refusesWhatComesFromOutsideWhenOnlyInsidersMayCome() throws Exception {
    String url =
        deploy(service("one").setIngress(IngressTraffic.INGRESS_TRAFFIC_INTERNAL_ONLY)).getUri();
    invokers("allUsers");
    assertEquals(404, get(url).statusCode());
  }

  @Test
  void refusesWhatIsTooLarge() throws Exception {
    String url = deploy(service("one")).getUri();
    invokers("allUsers");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[(32 << 20) + 1]))
            .expectContinue(true)
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(413, answer.statusCode());
  }

  @Test
  void stopsWhatIsIdleAndStartsItForTheNextRequest() throws Exception {
    Service deployed = deploy(service("one"));
    invokers("allUsers");
    assertEquals(200, get(deployed.getUri()).statusCode());
    assertEquals(1, started.get());
    String revision = deployed.getLatestReadyRevision();
    Patience.until(
        "the instance is stopped",
        () -> {
          // who is answered may be a moment ahead of the instance that goes idle
          time.sleep(Duration.ofMinutes(16));
          return plane.instances(revision) == 0;
        });
    assertEquals(200, get(deployed.getUri()).statusCode());
    assertEquals(2, started.get());
  }

  @Test
  void refusesWhatNoInstanceTakesWhenThereMayBeNoMore() throws Exception {
    Service.Builder slow = service("slow");
    slow.getTemplateBuilder()
        .setMaxInstanceRequestConcurrency(1)
        .getScalingBuilder()
        .setMaxInstanceCount(1);
    String url = deploy(slow).getUri();
    invokers("allUsers");
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    List<CompletableFuture<HttpResponse<String>>> both =
        List.of(
            http.sendAsync(request, HttpResponse.BodyHandlers.ofString()),
            http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
    Patience.until(
        "one is refused",
        () -> {
          time.sleep(Duration.ofSeconds(11));
          return both.stream().anyMatch(CompletableFuture::isDone);
        });
    held.countDown();
    List<Integer> statuses = new ArrayList<>();
    for (CompletableFuture<HttpResponse<String>> each : both) {
      statuses.add(each.get().statusCode());
    }
    assertEquals(List.of(200, 429), statuses.stream().sorted().toList());
    assertEquals(1, started.get());
  }

  @Test
  void aRevisionThatCannotBeStartedAtAllIsNotReady() throws Exception {
    Service broken = deploy(service("broken"));
    assertEquals("", broken.getLatestReadyRevision());
  }

  @Test
  void endsWhatIsStillStarting() throws Exception {
    create(service("stuck"));
    String url = services.getService(NAME).getUri();
    Patience.until("it starts", () -> started.get() == 1);
    cloud.close();
    assertEquals(0, ended.getCount());
    assertThrows(java.io.IOException.class, () -> get(url));
  }

  @Test
  void closesTheDoorOfAServiceThatIsGone() throws Exception {
    String url = deploy(service("one")).getUri();
    services.deleteServiceCallable().call(DeleteServiceRequest.newBuilder().setName(NAME).build());
    Patience.until(
        "the door is closed",
        () -> {
          try {
            return get(url).statusCode() != 404;
          } catch (java.io.IOException expected) {
            return true;
          }
        });
    assertTrue(started.get() > 0);
  }
}
