package io.reviewscoring.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/**
 * A page of the project, as GitHub shows it.
 *
 * @param path from the repository's root, with slashes
 * @param links where its links and pictures lead, in the order of the page
 * @param anchors what a link to one of its headings may name
 * @param commands what its fences of language {@code sh} hold, continued lines as one, and what of
 *     its running text calls launcher or Maven
 * @param texts what its other fences hold
 */
record Page(
    String path,
    int lines,
    List<String> links,
    Set<String> anchors,
    List<PageCommand> commands,
    List<String> texts,
    Map<String, List<List<String>>> tables) {
  static final Path ROOT = Path.of("../..");

  private static final Parser PARSER =
      Parser.builder().extensions(List.of(TablesExtension.create())).build();
  private static final Pattern HTML_LINK = Pattern.compile("(?:src|href|srcset)=\"([^\"]+)\"");
  private static final Pattern MARKER = Pattern.compile("<!-- (\\w+) -->");
  private static final Pattern INLINE_COMMAND = Pattern.compile("\\./(?:review-scoring|mvnw) ");

  /** Reads one, by its path from the repository's root. */
  static Page read(String path) {
    String text;
    try {
      text = Files.readString(ROOT.resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Reader reader = new Reader(path);
    PARSER.parse(text).accept(reader);
    return new Page(
        path,
        (int) text.lines().count(),
        reader.links,
        reader.anchors,
        reader.commands,
        reader.texts,
        reader.tables);
  }

  /** The rows below the head of the table after {@code <!-- marker -->}; code keeps its ticks. */
  List<List<String>> table(String marker) {
    return tables.getOrDefault(marker, List.of());
  }

  /** The command of this page that begins so. */
  PageCommand command(String beginning) {
    return commands.stream()
        .filter(command -> command.text().startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " has no command " + beginning));
  }

  /** The fence of text that holds some words. */
  String text(String words) {
    return texts.stream()
        .filter(text -> text.contains(words))
        .findFirst()
        .orElseThrow(() -> new AssertionError(path + " shows nowhere " + words));
  }

  private static final class Reader extends AbstractVisitor {
    private final String path;
    private final List<String> links = new ArrayList<>();
    private final Set<String> anchors = new LinkedHashSet<>();
    private final List<PageCommand> commands = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final Map<String, List<List<String>>> tables = new HashMap<>();

    private Reader(String path) {
      this.path = path;
    }

    @Override
    public void visit(Link link) {
      links.add(link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      links.add(image.getDestination());
    }

    @Override
    public void visit(HtmlInline html) {
      html(html.getLiteral());
    }

    @Override
    public void visit(HtmlBlock html) {
      html(html.getLiteral());
      Matcher marker = MARKER.matcher(html.getLiteral());
      if (marker.find() && html.getNext() instanceof TableBlock table) {
        tables.put(marker.group(1), rows(table));
      }
    }

    private void html(String literal) {
      HTML_LINK.matcher(literal).results().forEach(found -> links.add(found.group(1)));
    }

    @Override
    public void visit(Heading heading) {
      String slug = slug(shown(heading).replace("`", ""));
      String unique = slug;
      for (int again = 1; !anchors.add(unique); again++) {
        unique = slug + "-" + again;
      }
      visitChildren(heading);
    }

    /** As GitHub makes it: letters, digits, hyphens and underscores in lower case. */
    private static String slug(String heading) {
      return heading
          .toLowerCase(Locale.ROOT)
          .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
          .replace(' ', '-');
    }

    @Override
    public void visit(FencedCodeBlock fence) {
      if ("sh".equals(fence.getInfo())) {
        fence
            .getLiteral()
            .replaceAll("\\\\\n\\s*", "")
            .lines()
            .filter(line -> !line.isBlank())
            .forEach(line -> commands.add(new PageCommand(path, line.strip())));
      } else {
        texts.add(fence.getLiteral());
      }
    }

    @Override
    public void visit(Code code) {
      if (INLINE_COMMAND.matcher(code.getLiteral()).lookingAt()) {
        commands.add(new PageCommand(path, code.getLiteral()));
      }
    }

    private static List<List<String>> rows(TableBlock table) {
      List<List<String>> rows = new ArrayList<>();
      table
          .getLastChild()
          .accept(
              new AbstractVisitor() {
                @Override
                public void visit(CustomNode node) {
                  if (node instanceof TableRow) {
                    rows.add(new ArrayList<>());
                  } else if (node instanceof TableCell) {
                    rows.get(rows.size() - 1).add(shown(node));
                  }
                  visitChildren(node);
                }
              });
      return rows;
    }

    private static String shown(Node parent) {
      StringBuilder shown = new StringBuilder();
      parent.accept(
          new AbstractVisitor() {
            @Override
            public void visit(Text text) {
              shown.append(text.getLiteral());
            }

            @Override
            public void visit(Code code) {
              shown.append('`').append(code.getLiteral()).append('`');
            }

            @Override
            public void visit(SoftLineBreak line) {
              shown.append(' ');
            }
          });
      return shown.toString();
    }
  }
}
