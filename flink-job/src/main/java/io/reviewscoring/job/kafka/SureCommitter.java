package io.reviewscoring.job.kafka;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits as the connector's own committer does, which logs and drops what it finds aborted; this
 * one fails. What a restored checkpoint holds is looked up first, so that what was committed before
 * is told from what is lost, and what an earlier run left open under the same id is aborted: it
 * would hide all that is written after it.
 */
@SuppressWarnings("try") // closing throws what the other throws
final class SureCommitter implements Committer<KafkaCommittable> {
  private static final Logger LOG = LoggerFactory.getLogger(SureCommitter.class);

  private final Committer<KafkaCommittable> committer;
  private final Properties clients;
  private final long timeoutMillis;
  private final boolean acceptLoss;

  /**
   * @param clients of an admin client
   * @param timeoutMillis of the job's transactions
   * @param acceptLoss whether the job goes on without what is lost
   */
  SureCommitter(
      Committer<KafkaCommittable> committer,
      Properties clients,
      long timeoutMillis,
      boolean acceptLoss) {
    this.committer = committer;
    this.clients = clients;
    this.timeoutMillis = timeoutMillis;
    this.acceptLoss = acceptLoss;
  }

  /**
   * @throws SuppressRestartsException with one line, if results of a restored checkpoint are lost
   */
  @Override
  public void commit(Collection<CommitRequest<KafkaCommittable>> requests)
      throws IOException, InterruptedException {
    List<CommitRequest<KafkaCommittable>> restored = new ArrayList<>();
    List<CommitRequest<KafkaCommittable>> open = new ArrayList<>();
    for (CommitRequest<KafkaCommittable> request : requests) {
      (request.getCommittable().getProducer().isEmpty() ? restored : open).add(request);
    }
    if (!restored.isEmpty()) {
      try (Admin admin = Admin.create(clients)) {
        for (CommitRequest<KafkaCommittable> request : restored) {
          if (isOpen(admin, request)) {
            open.add(request);
          }
        }
      } catch (ExecutionException e) {
        throw new IOException("what became of the sink's transactions can't be asked", e);
      }
    }
    List<CommitRequest<KafkaCommittable>> watched = new ArrayList<>();
    open.forEach(request -> watched.add(new Watched(request)));
    committer.commit(watched);
  }

  private boolean isOpen(Admin admin, CommitRequest<KafkaCommittable> request)
      throws ExecutionException, InterruptedException {
    KafkaCommittable transaction = request.getCommittable();
    String id = transaction.getTransactionalId();
    TransactionDescription now = describe(admin, id);
    TransactionFate fate = TransactionFate.of(transaction, now, timeoutMillis);
    LOG.info("{} epoch {} is {}: {}", id, transaction.getEpoch(), fate, now);
    switch (fate) {
      case OPEN -> {
        return true;
      }
      case COMMITTED -> request.signalAlreadyCommitted();
      case SUCCEEDED -> {
        admin.fenceProducers(List.of(id)).all().get();
        request.signalAlreadyCommitted();
      }
      case ABORTED -> lost(request, "were aborted before they were committed");
      case TAKEN -> lost(request, "may be committed or not: another took the transaction's id");
      case FORGOTTEN ->
          lost(request, "may be committed or not: the brokers know the transaction no more");
    }
    return false;
  }

  private static @Nullable TransactionDescription describe(Admin admin, String id)
      throws ExecutionException, InterruptedException {
    try {
      return admin.describeTransactions(List.of(id)).description(id).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return null;
      }
      throw e;
    }
  }

  private void lost(CommitRequest<KafkaCommittable> request, String what) {
    var lost =
        new LostResultsException(
            "results of the checkpoint %s (Kafka transaction %s): the job was down for longer than"
                    .formatted(what, request.getCommittable().getTransactionalId())
                + " --transaction.timeout, or another used its --job.name; --accept.loss goes on"
                + " without them");
    if (!acceptLoss) {
      throw new SuppressRestartsException(lost);
    }
    LOG.warn("accepted: {}", lost.getMessage());
    request.signalFailedWithKnownReason(lost);
  }

  @Override
  public void close() throws Exception {
    committer.close();
  }

  /** A request that can't be dropped: the job starts again, and looks what has become of it. */
  private record Watched(CommitRequest<KafkaCommittable> request)
      implements CommitRequest<KafkaCommittable> {

    @Override
    public KafkaCommittable getCommittable() {
      return request.getCommittable();
    }

    @Override
    public int getNumberOfRetries() {
      return request.getNumberOfRetries();
    }

    @Override
    public void signalFailedWithKnownReason(Throwable failure) {
      request.signalFailedWithUnknownReason(failure);
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable failure) {
      request.signalFailedWithUnknownReason(failure);
    }

    @Override
    public void retryLater() {
      request.retryLater();
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable committable) {
      request.updateAndRetryLater(committable);
    }

    @Override
    public void signalAlreadyCommitted() {
      request.signalAlreadyCommitted();
    }
  }
}
