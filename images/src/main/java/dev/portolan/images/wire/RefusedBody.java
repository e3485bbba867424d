package dev.portolan.images.wire;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body that nobody reads, for its head was refused. */
record RefusedBody<T>(IOException refusal) implements BodySubscriber<T> {
  @Override
  public CompletionStage<T> getBody() {
    return CompletableFuture.failedFuture(refusal);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    subscription.cancel();
  }

  @Override
  public void onNext(List<ByteBuffer> part) {
    // not read
  }

  @Override
  public void onError(Throwable failure) {
    // the refusal says more
  }

  @Override
  public void onComplete() {
    // nothing was awaited
  }
}
