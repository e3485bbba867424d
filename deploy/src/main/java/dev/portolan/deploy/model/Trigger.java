package dev.portolan.deploy.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What calls a function, as its class declares it. */
public sealed interface Trigger {
  /** The feature a provider must have to serve this trigger. */
  Feature needs();

  /** Its kind, as adapters and people call it. */
  String kind();

  /** The portable name of the topic, queue, bucket or table that it takes from, if it has one. */
  default Optional<String> resource() {
    return Optional.empty();
  }

  /** Who may call a function over HTTP. */
  enum Access {
    /** Anyone who can reach the URL. Only where the function says so. */
    PUBLIC,
    /** Callers whom the platform itself has identified and allowed. The default. */
    AUTHENTICATED
  }

  /**
   * Requests to a path.
   *
   * @param path begins with a slash; {@code {name}} stands for one segment
   * @param methods upper-case HTTP methods, at least one, in declared order
   * @param streaming whether callers must have responses while they are produced
   * @param cors which pages of other origins may read the responses; those of none if empty
   * @param jwt whose tokens tell who calls, where access is {@code AUTHENTICATED}; the platform's
   *     own identities if empty
   */
  record Http(
      String path,
      List<String> methods,
      Access access,
      boolean streaming,
      Optional<Cors> cors,
      Optional<Jwt> jwt)
      implements Trigger {
    public Http {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(access, "access");
      methods = List.copyOf(methods);
      Objects.requireNonNull(cors, "cors");
      Objects.requireNonNull(jwt, "jwt");
    }

    /** Requests whose responses may come as a whole, and are for pages of the same origin. */
    public Http(String path, List<String> methods, Access access) {
      this(path, methods, access, false, Optional.empty(), Optional.empty());
    }

    public Http withStreaming(boolean value) {
      return new Http(path, methods, access, value, cors, jwt);
    }

    public Http withoutCors() {
      return new Http(path, methods, access, streaming, Optional.empty(), jwt);
    }

    public Http withCors(Cors value) {
      return new Http(path, methods, access, streaming, Optional.of(value), jwt);
    }

    public Http withoutJwt() {
      return new Http(path, methods, access, streaming, cors, Optional.empty());
    }

    public Http withJwt(Jwt value) {
      return new Http(path, methods, access, streaming, cors, Optional.of(value));
    }

    @Override
    public Feature needs() {
      return access == Access.PUBLIC ? Feature.PUBLIC_HTTP : Feature.HTTP;
    }

    @Override
    public String kind() {
      return "http";
    }
  }

  /**
   * Times that come round.
   *
   * @param cron five fields: minute, hour, day of the month, month, day of the week
   * @param timezone {@code UTC} or an IANA name
   */
  record Schedule(String cron, String timezone) implements Trigger {
    public Schedule {
      Objects.requireNonNull(cron, "cron");
      Objects.requireNonNull(timezone, "timezone");
    }

    @Override
    public Feature needs() {
      return Feature.SCHEDULE;
    }

    @Override
    public String kind() {
      return "schedule";
    }
  }

  /**
   * What is published to a topic; every subscriber gets it.
   *
   * @param types the CloudEvents types to take, in declared order; empty for all
   */
  record Topic(String topic, List<String> types) implements Trigger {
    public Topic {
      Objects.requireNonNull(topic, "topic");
      types = List.copyOf(types);
    }

    @Override
    public Feature needs() {
      return Feature.TOPIC;
    }

    @Override
    public String kind() {
      return "topic";
    }

    @Override
    public Optional<String> resource() {
      return Optional.of(topic);
    }
  }

  /**
   * Records of Kafka topics; those of one group share them.
   *
   * @param topics at least one, in declared order
   * @param group empty for one of the function's own, which the deployer names
   */
  record Kafka(List<String> topics, String group) implements Trigger {
    public Kafka {
      topics = List.copyOf(topics);
      Objects.requireNonNull(group, "group");
    }

    @Override
    public Feature needs() {
      return Feature.KAFKA;
    }

    @Override
    public String kind() {
      return "kafka";
    }
  }

  /**
   * Messages of a queue; whoever takes from it gets others.
   *
   * @param batch how many are handed over together at most
   */
  record Queue(String queue, int batch) implements Trigger {
    public Queue {
      Objects.requireNonNull(queue, "queue");
    }

    @Override
    public Feature needs() {
      return Feature.QUEUE;
    }

    @Override
    public String kind() {
      return "queue";
    }

    @Override
    public Optional<String> resource() {
      return Optional.of(queue);
    }
  }

  /** Objects that are stored in a bucket. */
  record ObjectCreated(String bucket) implements Trigger {
    public ObjectCreated {
      Objects.requireNonNull(bucket, "bucket");
    }

    @Override
    public Feature needs() {
      return Feature.OBJECTS;
    }

    @Override
    public String kind() {
      return "object-created";
    }

    @Override
    public Optional<String> resource() {
      return Optional.of(bucket);
    }
  }

  /** Objects that are removed from a bucket. */
  record ObjectDeleted(String bucket) implements Trigger {
    public ObjectDeleted {
      Objects.requireNonNull(bucket, "bucket");
    }

    @Override
    public Feature needs() {
      return Feature.OBJECTS;
    }

    @Override
    public String kind() {
      return "object-deleted";
    }

    @Override
    public Optional<String> resource() {
      return Optional.of(bucket);
    }
  }

  /** Records of a table that are inserted, changed or removed. */
  record RecordChanged(String table) implements Trigger {
    public RecordChanged {
      Objects.requireNonNull(table, "table");
    }

    @Override
    public Feature needs() {
      return Feature.RECORDS;
    }

    @Override
    public String kind() {
      return "record-changed";
    }

    @Override
    public Optional<String> resource() {
      return Optional.of(table);
    }
  }
}
