package dev.portolan.adapter.springcloudfunction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** Several messages as one answer. */
final class Answers {
  private Answers() {}

  /**
   * One message of all payloads with the headers of the first, which are no part of the body: they
   * may be the caller's. What holds no messages is returned as it is.
   */
  static Object together(Object result) {
    if (result instanceof Message<?> message) {
      Object payload = together(message.getPayload());
      return payload == message.getPayload() ? message : payload;
    }
    Collection<?> all = result instanceof Object[] array ? Arrays.asList(array) : null;
    all = result instanceof Collection<?> several ? several : all;
    if (all == null || all.stream().noneMatch(Message.class::isInstance)) {
      return result;
    }
    List<Object> payloads = new ArrayList<>();
    Message<?> first = null;
    for (Object each : all) {
      payloads.add(each instanceof Message<?> message ? message.getPayload() : each);
      first = first == null && each instanceof Message<?> message ? message : first;
    }
    return MessageBuilder.withPayload(payloads)
        .copyHeaders(first.getHeaders())
        .removeHeader(MessageHeaders.CONTENT_TYPE)
        .build();
  }
}
