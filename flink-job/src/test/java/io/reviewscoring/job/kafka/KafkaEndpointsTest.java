package io.reviewscoring.job.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KafkaEndpointsTest {
  @Test
  void noTransactionalIdBeginsWithAnothersPrefix() {
    List<String> prefixes = new ArrayList<>();
    for (String job : List.of("a", "a-sentiment", "a-sentiment-0", "a-", "a-status-0-1", "b")) {
      for (String sink : List.of("sentiment", "aggregates", "dead-letters", "status")) {
        prefixes.add(KafkaEndpoints.transactionalIdPrefix(job, sink));
      }
    }

    for (String prefix : prefixes) {
      // The connector appends subtask and number, and finds its own by what they start with.
      assertThat(prefixes)
          .filteredOn(other -> (other + "-0-1").startsWith(prefix))
          .containsExactly(prefix);
    }
  }
}
