using SlackAgents.Core.Ids;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Traces;

namespace SlackAgents.Tests.Host;

public sealed class TraceItemsTests
{
    private static readonly ModelCallEvent Aside = new("gemini", "some", 200, 1, 0, 0, 1, 0m, 1, null);

    [Test]
    public void Pieces_of_a_text_are_one_item_where_its_first_piece_stands()
    {
        var items = Items(new TextEvent("He", true), new TextEvent("llo", true), new NoticeEvent("turn", "over"));

        Assert.That(items, Is.EqualTo(new[] { "1,2", "3" }));
    }

    [Test]
    public void What_the_host_tells_in_between_does_not_part_them()
    {
        Assert.That(Items(new TextEvent("He", true), Aside, new TextEvent("llo", true)), Is.EqualTo(new[] { "1,3", "2" }));
    }

    [Test]
    public void What_the_agent_does_in_between_parts_them()
    {
        Assert.That(Items(new TextEvent("one", true), new ToolCallEvent("c", "shell", "{}", null), new TextEvent("two", true)), Is.EqualTo(new[] { "1", "2", "3" }));
    }

    [Test]
    public void Thoughts_and_texts_are_not_mixed_and_whole_texts_stand_alone()
    {
        Assert.That(
            Items(new ThinkingEvent("hm", true), new TextEvent("so", true), new TextEvent("whole"), new TextEvent("more", true)),
            Is.EqualTo(new[] { "1", "2", "3", "4" }));
    }

    [Test]
    public void Joined_pieces_can_each_be_linked_to_and_are_escaped()
    {
        var markup = TraceEventMarkup.Render([Record(4, new TextEvent("a <b", true)), Record(5, new TextEvent("> c", true))]).ToString();

        Assert.That(markup, Does.Contain("id=\"e4\"").And.Contain("data-part=\"text\"").And.Contain("<pre>a &lt;b<span id=\"e5\">&gt; c</span></pre>"));
    }

    [TestCase("+new", "<span class=\"added\">&#x2B;new")]
    [TestCase("-old", "<span class=\"removed\">-old")]
    [TestCase("@@ -1 +1 @@", "<span class=\"place\">@@ -1")]
    [TestCase("+<script>", "&lt;script&gt;")]
    public void A_change_of_a_file_shows_its_diff_folded(string line, string expected)
    {
        var markup = TraceEventMarkup.Render([Record(1, new FileChangeEvent("c", "notes.txt", "modified", line + "\n"))]).ToString();

        Assert.That(markup, Does.Contain("<details><summary><b>modified</b> <code>notes.txt</code></summary>").And.Contain(expected));
    }

    [Test]
    public void A_call_without_a_summary_shows_words_and_no_json()
    {
        var markup = TraceEventMarkup.Render([Record(1, new ToolCallEvent("c", "search", """{"limit":3,"query":"where is it"}""", null))]).ToString();

        Assert.That(markup, Does.Contain("<code>where is it</code>"));
    }

    private static string[] Items(params TraceEvent[] events) =>
        [.. TraceItems.Of([.. events.Select((what, index) => Record(index + 1, what))]).Select(item => string.Join(',', item.Select(record => record.Sequence)))];

    private static TraceRecord Record(long sequence, TraceEvent what) => new(RunId.Parse("4f9c2k7m1a"), sequence, 1, DateTimeOffset.UnixEpoch, what, null);
}
