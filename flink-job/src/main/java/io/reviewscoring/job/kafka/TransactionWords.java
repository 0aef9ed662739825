package io.reviewscoring.job.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/** What the brokers tell of the oldest open transaction on a partition, in words for people. */
final class TransactionWords {
  /** How often brokers look for transactions that have lasted too long, unless set otherwise. */
  private static final Duration ABORT_INTERVAL = Duration.ofSeconds(10);

  private final Admin admin;

  TransactionWords(Admin admin) {
    this.admin = admin;
  }

  /** Never fails: what the brokers don't tell, or not to this user, is left out. */
  String of(TopicPartition partition) throws InterruptedException {
    String words = "an open transaction";
    try {
      Optional<ProducerState> producer = oldest(partition);
      if (producer.isEmpty()) {
        return words;
      }
      long id = producer.get().producerId();
      words += " of producer " + id;
      return words + transaction(id);
    } catch (ExecutionException e) {
      return words;
    }
  }

  private Optional<ProducerState> oldest(TopicPartition partition)
      throws ExecutionException, InterruptedException {
    return admin
        .describeProducers(List.of(partition))
        .partitionResult(partition)
        .get()
        .activeProducers()
        .stream()
        .filter(producer -> producer.currentTransactionStartOffset().isPresent())
        .min(
            Comparator.comparingLong(
                producer -> producer.currentTransactionStartOffset().orElse(Long.MAX_VALUE)));
  }

  private String transaction(long producerId) throws ExecutionException, InterruptedException {
    var options = new ListTransactionsOptions().filterProducerIds(Set.of(producerId));
    Optional<String> id =
        admin.listTransactions(options).all().get().stream()
            .map(TransactionListing::transactionalId)
            .findFirst();
    if (id.isEmpty()) {
      return ", of which no coordinator tells: it may last until `kafka-transactions.sh abort`";
    }
    TransactionDescription now =
        admin.describeTransactions(List.of(id.get())).all().get().values().iterator().next();
    return " (" + id.get() + ")" + end(now);
  }

  private static String end(TransactionDescription now) {
    if (now.state() != TransactionState.ONGOING || now.transactionStartTimeMs().isEmpty()) {
      return ", which is in state " + now.state();
    }
    Instant timeout =
        Instant.ofEpochMilli(now.transactionStartTimeMs().getAsLong())
            .plusMillis(now.transactionTimeoutMs())
            .plus(ABORT_INTERVAL);
    return ", which may last until about " + timeout.truncatedTo(ChronoUnit.SECONDS);
  }
}
