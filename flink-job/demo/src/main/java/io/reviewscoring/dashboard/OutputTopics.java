package io.reviewscoring.dashboard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The output topics as the brokers have them, and what has become of them meanwhile: under one name
 * there may be another topic than before, which Kafka tells by its id only. Not thread-safe.
 */
final class OutputTopics {
  private final List<String> names;
  private final Set<String> optional;
  private final Map<String, Uuid> ids = new HashMap<>();
  private final List<String> missed = new ArrayList<>();

  /**
   * Those of a job.
   *
   * @param names all of them
   * @param optional those among them that an earlier release did not write
   */
  OutputTopics(List<String> names, Set<String> optional) {
    this.names = List.copyOf(names);
    this.optional = Set.copyOf(optional);
  }

  /**
   * What is otherwise than at the last look.
   *
   * @param gone topics that are not there any more
   * @param replaced other topics under the names of earlier ones
   * @param back topics under names that were gone
   */
  record Change(List<String> gone, List<String> replaced, List<String> back) {

    boolean isNone() {
      return gone.isEmpty() && replaced.isEmpty() && back.isEmpty();
    }

    /** Topics whose records don't exist any more. */
    List<String> lost() {
      List<String> lost = new ArrayList<>(gone);
      lost.addAll(replaced);
      return lost;
    }

    /** The change in one line. */
    String words() {
      List<String> sentences = new ArrayList<>();
      say(sentences, replaced, "made anew, and what was shown of the old is forgotten");
      say(sentences, gone, "gone, and what was shown of it is forgotten");
      say(sentences, back, "there again, made anew");
      return String.join(" ", sentences);
    }

    private static void say(List<String> sentences, List<String> topics, String what) {
      for (String topic : topics) {
        sentences.add("Topic " + topic + " is " + what + ".");
      }
    }
  }

  /**
   * Asks which of the topics are there.
   *
   * @throws KafkaException if the brokers don't answer, or refuse to
   */
  Map<String, TopicDescription> ask(Admin admin) {
    Map<String, KafkaFuture<TopicDescription>> answers =
        admin.describeTopics(names).topicNameValues();
    Map<String, TopicDescription> present = new LinkedHashMap<>();
    for (String name : names) {
      try {
        present.put(name, Objects.requireNonNull(answers.get(name)).get());
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof UnknownTopicOrPartitionException) {
          continue;
        }
        throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e);
      }
    }
    return present;
  }

  /** Of the topics those that are not among these, though each job writes them. */
  List<String> missing(Map<String, TopicDescription> present) {
    return names.stream()
        .filter(name -> !present.containsKey(name) && !optional.contains(name))
        .toList();
  }

  /** Compares with the last look, and remembers this one. */
  Change change(Map<String, TopicDescription> present) {
    Change change = new Change(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (String name : names) {
      TopicDescription topic = present.get(name);
      if (topic == null) {
        if (ids.remove(name) != null) {
          change.gone.add(name);
          missed.add(name);
        }
        continue;
      }
      Uuid before = ids.put(name, topic.topicId());
      if (missed.remove(name)) {
        change.back.add(name);
      } else if (before != null && !before.equals(topic.topicId())) {
        change.replaced.add(name);
      }
    }
    return change;
  }
}
