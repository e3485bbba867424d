package dev.portolan.deploy.portability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Label;

/** In which order the calls of a method may come, written down while its code is read. */
final class Flow {
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<Label, Integer> labels = new HashMap<>();
  private final Map<Label, List<Label>> caught = new HashMap<>();

  /** A step whose jumps still name labels. */
  private record Draft(int call, List<Label> jumps, boolean falls) {}

  void label(Label label) {
    labels.put(label, drafts.size());
    drafts.add(new Draft(-1, caught.getOrDefault(label, List.of()), true));
  }

  void call(int index) {
    drafts.add(new Draft(index, List.of(), true));
  }

  void jump(List<Label> to, boolean falls) {
    drafts.add(new Draft(-1, to, falls));
  }

  /** A return, or a throw. */
  void end() {
    drafts.add(new Draft(-1, List.of(), false));
  }

  /** Told before the labels are met: what is thrown after the start goes on at the handler. */
  void caught(Label start, Label handler) {
    caught.computeIfAbsent(start, label -> new ArrayList<>()).add(handler);
  }

  List<Code.Step> steps() {
    List<Code.Step> steps = new ArrayList<>();
    for (int i = 0; i < drafts.size(); i++) {
      List<Integer> next = new ArrayList<>();
      if (drafts.get(i).falls() && i + 1 < drafts.size()) {
        next.add(i + 1);
      }
      drafts.get(i).jumps().stream().map(labels::get).filter(at -> at != null).forEach(next::add);
      steps.add(new Code.Step(drafts.get(i).call(), next));
    }
    return steps;
  }
}
