package io.reviewscoring.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PagesTest {
  private static final int README_LINES = 200;

  private final Repository repository = Repository.here();
  private final Map<String, Page> pages =
      repository.pages().stream().collect(Collectors.toMap(Page::path, Function.identity()));

  @Test
  void everyLinkLeadsToAFileAndEveryAnchorToAHeading() {
    List<String> broken = new ArrayList<>();
    for (Page page : pages.values()) {
      for (String link : page.links()) {
        if (!isElsewhere(link) && !resolves(page, link)) {
          broken.add(page.path() + ": " + link);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void noPageIsAnOrphan() {
    Set<String> reached = new HashSet<>(Set.of("README.md"));
    Deque<String> toRead = new ArrayDeque<>(reached);
    while (!toRead.isEmpty()) {
      Page page = page(toRead.remove());
      for (String link : page.links()) {
        String target = isElsewhere(link) ? "" : target(page, link);
        if (pages.containsKey(target) && reached.add(target)) {
          toRead.add(target);
        }
      }
    }
    assertThat(reached).hasSizeGreaterThan(5).containsExactlyInAnyOrderElementsOf(pages.keySet());
  }

  @Test
  void theReadmeIsReadInOneGo() {
    assertThat(page("README.md").lines()).isLessThanOrEqualTo(README_LINES);
  }

  private Page page(String path) {
    Page page = pages.get(path);
    assertThat(page).as(path).isNotNull();
    return page;
  }

  private boolean resolves(Page page, String link) {
    String target = target(page, link);
    int hash = link.indexOf('#');
    if (hash < 0) {
      return repository.holds(target);
    }
    return pages.containsKey(target) && page(target).anchors().contains(link.substring(hash + 1));
  }

  /** The path that a link names, from the repository's root. */
  private static String target(Page page, String link) {
    String file = link.replaceFirst("#.*", "");
    if (file.isEmpty()) {
      return page.path();
    }
    return Path.of("/" + page.path())
        .resolveSibling(file)
        .normalize()
        .toString()
        .replace('\\', '/')
        .substring(1);
  }

  private static boolean isElsewhere(String link) {
    return link.matches("[a-z]+:.*");
  }
}
