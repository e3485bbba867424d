package dev.portolan.sandbox.knative.client;

import dev.portolan.sandbox.knative.kube.Answer;
import dev.portolan.sandbox.knative.kube.WatchEvent;
import io.fabric8.kubernetes.client.http.AsyncBody;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Gives a body piece by piece, each when it is asked for. */
final class InProcessBody implements AsyncBody {
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "in-process-watch");
            thread.setDaemon(true);
            return thread;
          });

  private final AsyncBody.Consumer<List<ByteBuffer>> consumer;
  private final Answer answer;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private long asked;
  private boolean given;
  private boolean busy;
  private boolean again;

  InProcessBody(AsyncBody.Consumer<List<ByteBuffer>> consumer, Answer answer) {
    this.consumer = consumer;
    this.answer = answer;
    if (answer instanceof Answer.Watch watch) {
      watch.stream().onEvent(() -> THREADS.execute(this::give));
    }
  }

  @Override
  public void consume() {
    synchronized (this) {
      asked++;
    }
    if (answer instanceof Answer.Watch) {
      THREADS.execute(this::give);
    } else {
      give();
    }
  }

  /** Gives what is there and asked for; one thread at a time. */
  private void give() {
    synchronized (this) {
      again = true;
      if (busy) {
        return;
      }
      busy = true;
    }
    while (true) {
      Optional<byte[]> piece;
      synchronized (this) {
        piece = asked > 0 && !done.isDone() ? next() : Optional.empty();
        if (piece.isEmpty() && !again) {
          busy = false;
          break;
        }
        again = false;
        asked -= piece.isPresent() ? 1 : 0;
      }
      piece.ifPresent(this::pass);
    }
    if (over()) {
      done.complete(null);
    }
  }

  private void pass(byte[] piece) {
    try {
      consumer.consume(List.of(ByteBuffer.wrap(piece)), this);
    } catch (Exception e) {
      done.completeExceptionally(e);
      cancel();
    }
  }

  private Optional<byte[]> next() {
    if (answer instanceof Answer.Watch watch) {
      return watch.stream().poll().map(WatchEvent::line);
    }
    if (given) {
      return Optional.empty();
    }
    given = true;
    return Optional.of(((Answer.Whole) answer).response().body());
  }

  private synchronized boolean over() {
    return answer instanceof Answer.Watch watch ? watch.stream().closed() : given;
  }

  @Override
  public CompletableFuture<Void> done() {
    return done;
  }

  @Override
  public void cancel() {
    if (answer instanceof Answer.Watch watch) {
      watch.over().run();
    }
    done.cancel(false);
  }
}
