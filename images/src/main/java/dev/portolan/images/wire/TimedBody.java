package dev.portolan.images.wire;

import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** A body that must be whole before a time is over. */
final class TimedBody<T> implements BodySubscriber<T> {
  private final BodySubscriber<T> body;
  private final Duration time;
  private Flow.Subscription subscription;
  private boolean over;

  TimedBody(BodySubscriber<T> body, Duration time) {
    this.body = body;
    this.time = time;
  }

  @Override
  public CompletionStage<T> getBody() {
    return body.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription to) {
    subscription = to;
    Executor later = CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS);
    body.onSubscribe(to);
    later.execute(this::end);
  }

  /** Says why first: once it is cancelled, the client has a word of its own for it. */
  private void end() {
    if (ends()) {
      body.onError(new HttpTimeoutException("the answer was not whole after " + time));
      subscription.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    if (!isOver()) {
      body.onNext(part);
    }
  }

  @Override
  public void onError(Throwable failure) {
    if (ends()) {
      body.onError(failure);
    }
  }

  @Override
  public void onComplete() {
    if (ends()) {
      body.onComplete();
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  /** Whether this was not over before. */
  private synchronized boolean ends() {
    boolean first = !over;
    over = true;
    return first;
  }
}
