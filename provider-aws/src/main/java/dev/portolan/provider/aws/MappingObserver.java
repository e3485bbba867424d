package dev.portolan.provider.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what there is of queues, and of what takes from them. */
record QueueObserver(AwsCalls calls, Place place) {
  /**
   * What concerns one function.
   *
   * @param likely whether it has a mapping, as far as its tags tell, or shall have one
   * @param region all of the region, where the function is gone: Lambda then knows none of it
   */
  SeenQueue of(Wanted wanted, boolean likely, Optional<List<SeenMapping>> region) throws Exception {
    Optional<WantedQueue> asked = wanted.events().queue();
    Optional<SeenQueue.Queue> queue =
        asked.filter(WantedQueue::here).isPresent()
            ? calls.queues().find(asked.get().name())
            : Optional.empty();
    String name = wanted.physicalName();
    List<SeenMapping> all =
        region.isPresent()
            ? region.get().stream().filter(one -> calls(one, name)).toList()
            : likely ? calls.mappings().of(place.liveArn(name)) : List.of();
    Optional<SeenMapping> live =
        all.stream()
            .filter(one -> asked.filter(want -> want.arn().equals(one.source())).isPresent())
            .findFirst();
    List<SeenMapping> others = new ArrayList<>(all);
    live.ifPresent(others::remove);
    if (live.isPresent()) {
      live = Optional.of(live.get().withOurs(owns(live.get())));
    }
    return new SeenQueue(queue, live, owned(others));
  }

  /**
   * What brings a function messages, as far as it is ours.
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
