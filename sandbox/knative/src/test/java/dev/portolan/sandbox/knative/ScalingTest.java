package dev.portolan.sandbox.knative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.deploy.driver.TimeSource;
import dev.portolan.sandbox.LoopbackServer;
import dev.portolan.sandbox.WireRequest;
import dev.portolan.sandbox.WireResponse;
import dev.portolan.sandbox.images.pod.LogLine;
import dev.portolan.sandbox.images.pod.Pod;
import dev.portolan.sandbox.images.pod.PodPlan;
import dev.portolan.sandbox.knative.kube.Json;
import dev.portolan.sandbox.knative.kube.ResourceType;
import dev.portolan.sandbox.knative.kube.WriteOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many pods there are, and what they are given to do; the pods are this test. */
final class ScalingTest {
  @TempDir Path directory;
  private final AtomicInteger started = new AtomicInteger();
  private final AtomicInteger stopped = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Semaphore arrived = new Semaphore(0);
  private final CountDownLatch release = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<LoopbackServer> servers = new ArrayList<>();
  private KnativeCloud cloud;

  private final TimeSource time =
      new TimeSource() {
        @Override
        public Instant now() {
          return now;
        }

        @Override
        public void sleep(Duration duration) {
          now = now.plus(duration);
        }
      };

  @BeforeEach
  void start() throws Exception {
    cloud = KnativeCloud.open(Setup.of(directory, time, line -> {}).with(this::pod));
  }

  @AfterEach
  void stop() {
    release.countDown();
    cloud.close();
    servers.forEach(LoopbackServer::close);
  }

  private Pod pod(PodPlan plan) {
    started.incrementAndGet();
    LoopbackServer server;
    try {
      server = LoopbackServer.open(0, plan.name(), this::answer);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    servers.add(server);
    return new Pod() {
      @Override
      public int port() {
        return server.port();
      }

      @Override
      public Optional<Integer> exitCode() {
        return Optional.empty();
      }

      @Override
      public List<LogLine> log() {
        return List.of(new LogLine(now, "hello"));
      }

      @Override
      public void stop(Duration patience) {
        stopped.incrementAndGet();
        assertEquals(0, inside.get(), "a pod was ended with a request in it");
      }
    };
  }

  private WireResponse answer(WireRequest request) {
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    arrived.release();
    try {
      if (request.path().equals("/hold")) {
        release.await(20, TimeUnit.SECONDS);
      }
      return WireResponse.of(200, "text/plain", "ok");
    } catch (InterruptedException e) {
      return WireResponse.of(500, "text/plain", "interrupted");
    } finally {
      inside.decrementAndGet();
    }
  }

  private ResourceType type(String plural) {
    return cloud.server().catalog().kept("serving.knative.dev", plural).orElseThrow();
  }

  private String url(int concurrency, String annotations) {
    ObjectNode service =
        (ObjectNode)
            Json.read(
                """
                {"metadata":{"name":"hello","namespace":"default"},"spec":{"template":{
                 "metadata":{"annotations":%s},
                 "spec":{"containerConcurrency":%d,
                  "containers":[{"image":"r.example/i@sha256:%s"}]}}}}
                """
                    .formatted(annotations, concurrency, "0".repeat(64)));
    cloud.server().writes().create(type("services"), service, WriteOptions.by("test"));
    cloud.settle();
    return read("services", "hello").at("/status/url").asText();
  }

  private ObjectNode read(String plural, String name) {
    return cloud.server().store().find(type(plural), "default", name).orElseThrow();
  }

  private CompletableFuture<Integer> get(String url) {
    return http.sendAsync(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
        .thenApply(HttpResponse::statusCode);
  }

  @Test
  void aPodGetsNoMoreRequestsThanItTakes() throws Exception {
    String url = url(1, "{\"autoscaling.knative.dev/max-scale\":\"1\"}");
    List<CompletableFuture<Integer>> answers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      answers.add(get(url + "/hold"));
    }
    assertTrue(arrived.tryAcquire(10, TimeUnit.SECONDS));
    release.countDown();
    for (CompletableFuture<Integer> answer : answers) {
      assertEquals(200, answer.get(20, TimeUnit.SECONDS));
    }

    assertEquals(1, most.get());
    assertEquals(1, started.get());
  }

  @Test
  void morePodsComeWhenTheyAreNeeded() throws Exception {
    String url = url(1, "{\"autoscaling.knative.dev/max-scale\":\"2\"}");
    List<CompletableFuture<Integer>> answers = List.of(get(url + "/hold"), get(url + "/hold"));
    assertTrue(arrived.tryAcquire(2, 10, TimeUnit.SECONDS));
    release.countDown();
    for (CompletableFuture<Integer> answer : answers) {
      assertEquals(200, answer.get(20, TimeUnit.SECONDS));
    }

    assertEquals(2, started.get());
  }

  @Test
  void anIdleRevisionHasNoPodUntilItIsAskedAgain() throws Exception {
    String url = url(0, "{}");
    assertEquals(200, get(url).get(20, TimeUnit.SECONDS));
    now = now.plus(Duration.ofSeconds(89));
    cloud.due();
    assertEquals(0, stopped.get());
    now = now.plus(Duration.ofSeconds(2));
    cloud.due();

    assertEquals(1, stopped.get());
    String conditions = read("revisions", "hello-00001").at("/status/conditions").toString();
    assertTrue(conditions.contains("\"reason\":\"NoTraffic\""), conditions);
    assertTrue(conditions.contains("\"status\":\"True\",\"type\":\"Ready\""), conditions);
    assertEquals(200, get(url).get(20, TimeUnit.SECONDS));
    assertEquals(2, started.get());
  }

  @Test
  void theLeastNumberOfPodsStays() throws Exception {
    String url = url(0, "{\"autoscaling.knative.dev/min-scale\":\"2\"}");
    assertEquals(200, get(url).get(20, TimeUnit.SECONDS));
    now = now.plus(Duration.ofHours(1));
    cloud.due();

    assertEquals(2, started.get());
    assertEquals(0, stopped.get());
  }

  @Test
  void aRequestInFlightIsAnsweredBeforeItsPodEnds() throws Exception {
    String url = url(0, "{}");
    CompletableFuture<Integer> answer = get(url + "/hold");
    assertTrue(arrived.tryAcquire(10, TimeUnit.SECONDS));
    CompletableFuture<Void> ending =
        CompletableFuture.runAsync(
            () -> {
              cloud
                  .server()
                  .deletes()
                  .delete(type("revisions"), "default", "hello-00001", Json.object(), false);
              cloud.settle();
            });
    release.countDown();

    assertEquals(200, answer.get(20, TimeUnit.SECONDS));
    ending.get(20, TimeUnit.SECONDS);
    assertEquals(1, stopped.get());
  }
}
