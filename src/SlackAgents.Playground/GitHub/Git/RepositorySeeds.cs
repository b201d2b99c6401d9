namespace SlackAgents.Playground.GitHub.Git;

/// <summary>Small believable repositories. The README of widgets has a typo that nobody overlooks.</summary>
internal static class RepositorySeeds
{
    public static IReadOnlyList<RepositorySeed> All { get; } =
    [
        new("acme", "widgets", Files(
            ("README.md", """
                # Widgets

                Teh widget library of Acme. It makes widgets out of a colour and a size.

                ## Use

                    from widgets import Widget
                    print(Widget("red", 3).label())

                ## Test

                    python3 -m unittest

                """),
            ("widgets/__init__.py", """
                from .widget import Widget

                __all__ = ["Widget"]

                """),
            ("widgets/widget.py", """
                class Widget:
                    def __init__(self, colour, size):
                        if size < 1:
                            raise ValueError("A widget has a size of at least 1.")
                        self.colour = colour
                        self.size = size

                    def label(self):
                        return f"{self.colour} widget of size {self.size}"

                """),
            ("tests/test_widget.py", """
                import unittest

                from widgets import Widget


                class WidgetTest(unittest.TestCase):
                    def test_label(self):
                        self.assertEqual(Widget("red", 3).label(), "red widget of size 3")


                if __name__ == "__main__":
                    unittest.main()

                """),
            (".github/workflows/test.yml", """
                name: test
                on: [push]
                jobs:
                  test:
                    runs-on: ubuntu-latest
                    steps:
                      - uses: actions/checkout@v4
                      - run: python3 -m unittest

                """)))
        { Description = "The widget library" },
        new("acme", "gadgets", Files(("README.md", "# Gadgets\n\nGadgets are built from widgets.\n"), ("gadgets.txt", "spring\nlever\n"))) { Description = "Built from widgets" },
        new("acme", "uninstalled", Files(("README.md", "# Not for the app\n"))) { IsInstalled = false, Description = "The app is not installed here" },
    ];

    private static Dictionary<string, string> Files(params ReadOnlySpan<(string Path, string Content)> files)
    {
        var byPath = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            byPath[path] = content.ReplaceLineEndings("\n");
        }

        return byPath;
    }
}
