package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what there is of queues and tables, and of what takes from these and from Kafka. */
record MappingObserver(AwsCalls calls, Place place, Looks looks) {
  MappingObserver(AwsCalls calls, Place place) {
    this(calls, place, new Looks(calls, place));
  }

  /**
   * All that calls a function's live alias, whoever's it is.
   *
   * @param likely whether it has a mapping, as far as its tags tell, or shall have one
   * @param region all of the region, where the function is gone: Lambda then knows none of it
   */
  List<SeenMapping> all(String physicalName, boolean likely, Optional<List<SeenMapping>> region)
      throws Exception {
    if (region.isPresent()) {
      return region.get().stream().filter(one -> calls(one, physicalName)).toList();
    }
    return likely ? calls.mappings().of(place.liveArn(physicalName)) : List.of();
  }

  /**
   * What concerns the queue of one function.
   *
   * @param all that calls it
   */
  SeenQueue queue(Wanted wanted, List<SeenMapping> all) throws Exception {
    Optional<WantedQueue> asked = wanted.events().queue();
    Optional<SeenQueue.Queue> queue =
        asked.filter(WantedQueue::here).isPresent()
            ? looks.queue(asked.get().name())
            : Optional.empty();
    List<SeenMapping> others = new ArrayList<>(all.stream().filter(SeenMapping::queued).toList());
    Optional<SeenMapping> live = live(others, asked.map(WantedQueue::arn));
    live.ifPresent(others::remove);
    return new SeenQueue(queue, known(live), owned(others));
  }

  /** What concerns the table of one function: of a stream that is not its latest all is stale. */
  SeenTable table(Wanted wanted, List<SeenMapping> all) throws Exception {
    Optional<WantedTable> asked = wanted.events().table();
    Optional<SeenTable.Table> table =
        asked.filter(WantedTable::here).isPresent()
            ? looks.table(asked.get().name())
            : Optional.empty();
    List<SeenMapping> others = new ArrayList<>(all.stream().filter(SeenMapping::streams).toList());
    Optional<SeenMapping> live = live(others, table.flatMap(SeenTable.Table::stream));
    live.ifPresent(others::remove);
    return new SeenTable(table, known(live), owned(others));
  }

  /** What concerns the Kafka topics of one function: nobody asks the cluster. */
  SeenKafka kafka(Wanted wanted, List<SeenMapping> all) throws Exception {
    List<SeenMapping> others =
        new ArrayList<>(all.stream().filter(one -> one.kafka().isPresent()).toList());
    List<SeenMapping> found = new ArrayList<>();
    for (WantedKafka asked : wanted.events().kafka()) {
      Optional<SeenMapping> live = live(others, Optional.of(asked.topic().source()));
      live.ifPresent(others::remove);
      known(live).ifPresent(found::add);
    }
    return new SeenKafka(List.copyOf(found), owned(others));
  }

  private static Optional<SeenMapping> live(List<SeenMapping> all, Optional<String> source) {
    return all.stream().filter(one -> source.equals(Optional.of(one.source()))).findFirst();
  }

  private Optional<SeenMapping> known(Optional<SeenMapping> live) throws Exception {
    return live.isPresent() ? Optional.of(live.get().withOurs(owns(live.get()))) : Optional.empty();
  }

  /**
   * What brings a function messages or records, as far as it is ours.
   *
   * @param likely whether to ask, where nothing is known
   */
  List<SeenMapping> ours(String physicalName, boolean likely, Optional<List<SeenMapping>> known)
      throws Exception {
    return owned(
        known.isPresent()
            ? known.get()
            : likely ? calls.mappings().of(place.liveArn(physicalName)) : List.of());
  }

  /** Whether a mapping calls the live alias of a function. */
  private boolean calls(SeenMapping mapping, String physicalName) {
    return mapping.function().equals(place.liveArn(physicalName));
  }

  /** Those that are ours, as their tags tell. */
  private List<SeenMapping> owned(List<SeenMapping> mappings) throws Exception {
    List<SeenMapping> ours = new ArrayList<>();
    for (SeenMapping mapping : mappings) {
      if (owns(mapping)) {
        ours.add(mapping.withOurs(true));
      }
    }
    return ours;
  }

  private boolean owns(SeenMapping mapping) throws Exception {
    return Ownership.owns(place.owner(), calls.mappings().tags(mapping));
  }
}
