package io.reviewscoring.job.redrive;

import io.reviewscoring.job.config.ConfigurationException;
import io.reviewscoring.job.config.JobConfig;
import io.reviewscoring.job.kafka.CommittedRecords;
import io.reviewscoring.job.kafka.DeadLetterHeaders;
import io.reviewscoring.job.kafka.DeadLetterRecord;
import io.reviewscoring.job.kafka.OpenTransactions;
import io.reviewscoring.job.kafka.RecordLimit;
import io.reviewscoring.job.kafka.RecordSize;
import io.reviewscoring.job.message.MalformedMessageException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the topic of dead letters at one moment, and which of it is to be sent. Not
 * thread-safe.
 */
public final class Backlog {
  /** Of letters that are meant; without a refusal they are to be sent. */
  private record Finding(String reason, @Nullable Refusal refusal) {}

  private final Selection selection;
  private final String reviewsTopic;
  private final long limit;

  /** What is not sent yet, by the letters' partition and offset. */
  private final Map<Integer, NavigableMap<Long, Finding>> open = new TreeMap<>();

  /** One of each kind: there may be millions of letters. */
  private final Map<Finding, Finding> kinds = new HashMap<>();

  private final Set<String> reasons = new HashSet<>();

  /** Of those that are asked for by name. */
  private final Set<Place> places = new HashSet<>();

  private long letters;
  private long notMeant;
  private long sentBefore;
  private long unreadable;

  private Backlog(Selection selection, String reviewsTopic, long limit) {
    this.selection = selection;
    this.reviewsTopic = reviewsTopic;
    this.limit = limit;
  }

  /**
   * Reads the topic up to its present end.
   *
   * @param say takes a line for the user when an open transaction is waited for
   * @throws IOException with one line, if the brokers can't be asked, or an open transaction hides
   *     letters for longer than {@code reviews.wait}
   */
  public static Backlog of(JobConfig config, Selection selection, Consumer<String> say)
      throws IOException, ConfigurationException, InterruptedException {
    // The running job's own lasts from one checkpoint to the next.
    var transactions =
        new OpenTransactions(config, config.deadLettersTopic(), config.reviewsWait(), say);
    List<String> hidden = transactions.await(transactions.presentEnds());
    if (!hidden.isEmpty()) {
      throw new IOException(
          hidden.get(0) + "; what was sent before may be told there: try again when it has ended");
    }
    String reviews = config.reviewsTopic();
    Backlog backlog = new Backlog(selection, reviews, RecordLimit.of(config, reviews).bytes());
    new CommittedRecords(config).read(config.deadLettersTopic(), backlog::take);
    return backlog;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    NavigableMap<Long, Finding> partition =
        open.computeIfAbsent(record.partition(), key -> new TreeMap<>());
    String sent = DeadLetterHeaders.redriven(record);
    if (sent != null) {
      Offsets.read(sent)
          .forEach(
              range -> {
                var found = partition.subMap(range.first(), true, range.last(), true);
                sentBefore += found.size();
                found.clear();
              });
      return;
    }
    try {
      Optional<DeadLetterRecord> letter = DeadLetterRecord.of(record);
      if (letter.isPresent()) {
        take(letter.get(), record, partition);
      }
    } catch (MalformedMessageException e) {
      unreadable++;
    }
  }

  private void take(
      DeadLetterRecord letter,
      ConsumerRecord<byte[], byte[]> record,
      Map<Long, Finding> partition) {
    letters++;
    reasons.add(letter.reason());
    Place place = new Place(letter.partition(), letter.offset());
    if (selection.places().contains(place)) {
      places.add(place);
    }
    if (selection.holds(letter, record.timestamp())) {
      Finding finding = new Finding(letter.reason(), refusal(letter));
      partition.put(record.offset(), kinds.computeIfAbsent(finding, itself -> itself));
    } else {
      notMeant++;
    }
  }

  private @Nullable Refusal refusal(DeadLetterRecord letter) {
    if (letter.isLate()) {
      return Refusal.LATE;
    }
    if (!letter.topic().equals(reviewsTopic)) {
      return Refusal.OTHER_TOPIC;
    }
    if (!letter.isWhole()) {
      return Refusal.CUT;
    }
    if (letter.attempts() >= selection.maxAttempts()) {
      return Refusal.ATTEMPTS;
    }
    return RecordSize.of(letter.again(null)) > limit ? Refusal.TOO_LARGE : null;
  }

  /** How many letters there are, whatever became of them. */
  public long letters() {
    return letters;
  }

  /** Of them, those that are not meant. */
  public long notMeant() {
    return notMeant;
  }

  /** Of those that are meant, the ones that were sent again before. */
  public long sentBefore() {
    return sentBefore;
  }

  /** Records that are no dead letters. */
  public long unreadable() {
    return unreadable;
  }

  /** How many letters are to be sent, by reason. */
  public Map<String, Long> toSend() {
    Map<String, Long> counts = new TreeMap<>();
    findings()
        .filter(finding -> finding.refusal == null)
        .forEach(finding -> counts.merge(finding.reason, 1L, Long::sum));
    return counts;
  }

  /** How many letters that are meant are not sent, by why. */
  public Map<Refusal, Long> refused() {
    Map<Refusal, Long> counts = new EnumMap<>(Refusal.class);
    for (Finding finding : findings().toList()) {
      if (finding.refusal != null) {
        counts.merge(finding.refusal, 1L, Long::sum);
      }
    }
    return counts;
  }

  private Stream<Finding> findings() {
    return open.values().stream().flatMap(partition -> partition.values().stream());
  }

  /** The reasons and places that were named, and of which there is no letter. */
  public List<String> unknown() {
    return Stream.concat(
            selection.reasons().stream().filter(reason -> !reasons.contains(reason)),
            selection.places().stream()
                .filter(place -> !places.contains(place))
                .map(Place::toString))
        .sorted()
        .toList();
  }

  /** Whether all that was asked for by name is sent, or was. Late reviews count if named. */
  public boolean isComplete() {
    Map<Refusal, Long> refused = refused();
    if (!selection.asksForLate()) {
      refused.remove(Refusal.LATE);
    }
    return refused.isEmpty() && places.containsAll(selection.places());
  }

  /** Whether a record of the topic is one of the letters that are to be sent. */
  boolean sends(ConsumerRecord<byte[], byte[]> record) {
    var partition = open.get(record.partition());
    Finding finding = partition == null ? null : partition.get(record.offset());
    return finding != null && finding.refusal == null;
  }

  /** The first letter of each partition that is to be sent, by offset. */
  Map<Integer, Long> first() {
    Map<Integer, Long> first = new HashMap<>();
    open.forEach(
        (partition, findings) ->
            findings.entrySet().stream()
                .filter(finding -> finding.getValue().refusal == null)
                .findFirst()
                .ifPresent(finding -> first.put(partition, finding.getKey())));
    return first;
  }
}
