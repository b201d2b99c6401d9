using System.Globalization;
using System.Text.Json;
using SlackAgents.Slack.Rendering.Validation;

namespace SlackAgents.Tests.Slack.Rendering.Validation;

/// <summary>Each rule bites: a payload that breaks it alone is reported at its place.</summary>
internal sealed class PayloadValidatorTests
{
    private const string Button = """{"type":"button","action_id":"a","text":{"type":"plain_text","text":"Go"}}""";
    private const string Task = """{"type":"task_card","task_id":"1","title":"t","status":"pending"}""";
    private const string Option = """{"text":{"type":"plain_text","text":"o"},"value":"v"}""";

    [TestCase("""{"type":"header","text":{"type":"plain_text","text":"ok"}}""")]
    [TestCase("""{"type":"section","text":{"type":"mrkdwn","text":"ok","verbatim":true}}""")]
    [TestCase("""{"type":"actions","elements":[""" + Button + """]}""")]
    [TestCase("""{"type":"plan","title":"p","tasks":[""" + Task + """]}""")]
    [TestCase("""{"type":"context_actions","elements":[{"type":"feedback_buttons","action_id":"f","positive_button":{"text":{"type":"plain_text","text":"+"},"value":"g"},"negative_button":{"text":{"type":"plain_text","text":"-"},"value":"b"}}]}""")]
    [TestCase("""{"type":"actions","elements":[{"type":"external_select","action_id":"p","min_query_length":0,"placeholder":{"type":"plain_text","text":"x"}}]}""")]
    [TestCase("""{"type":"divider"}""")]
    public void What_slack_takes_is_not_reported(string block)
    {
        Assert.That(OfBlocks(block), Is.Empty);
    }

    // «@n» stands for n characters.
    [TestCase("""{"type":"header","text":{"type":"plain_text","text":"@151"}}""", "/blocks/0/text/text")]
    [TestCase("""{"type":"header","text":{"type":"plain_text","text":""}}""", "/blocks/0/text/text")]
    [TestCase("""{"type":"header","text":{"type":"mrkdwn","text":"x"}}""", "/blocks/0/text")]
    [TestCase("""{"type":"header"}""", "/blocks/0")]
    [TestCase("""{"type":"section","text":{"type":"mrkdwn","text":"@3001"}}""", "/blocks/0/text/text")]
    [TestCase("""{"type":"section"}""", "/blocks/0")]
    [TestCase("""{"type":"section","text":{"type":"mrkdwn","text":7}}""", "/blocks/0/text/text")]
    [TestCase("""{"type":"section","text":{"type":"mrkdwn","text":"x","emoji":true}}""", "/blocks/0/text/emoji")]
    [TestCase("""{"type":"section","text":{"type":"plain_text","text":"x","verbatim":true}}""", "/blocks/0/text/verbatim")]
    [TestCase("""{"type":"section","fields":[]}""", "/blocks/0/fields")]
    [TestCase("""{"type":"section","fields":[{"type":"mrkdwn","text":"@2001"}]}""", "/blocks/0/fields/0/text")]
    [TestCase("""{"type":"context","elements":[]}""", "/blocks/0/elements")]
    [TestCase("""{"type":"context","elements":[{"type":"mrkdwn","text":"@2001"}]}""", "/blocks/0/elements/0/text")]
    [TestCase("""{"type":"actions","elements":[]}""", "/blocks/0/elements")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","action_id":"@256","text":{"type":"plain_text","text":"x"}}]}""", "/blocks/0/elements/0/action_id")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"@76"}}]}""", "/blocks/0/elements/0/text/text")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","action_id":"a","value":"@2001","text":{"type":"plain_text","text":"x"}}]}""", "/blocks/0/elements/0/value")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","action_id":"a","url":"javascript:x","text":{"type":"plain_text","text":"x"}}]}""", "/blocks/0/elements/0/url")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","action_id":"a","style":"blue","text":{"type":"plain_text","text":"x"}}]}""", "/blocks/0/elements/0/style")]
    [TestCase("""{"type":"actions","elements":[{"type":"sparkle","action_id":"a"}]}""", "/blocks/0/elements/0")]
    [TestCase("""{"type":"actions","elements":[{"type":"external_select","action_id":"a","placeholder":{"type":"plain_text","text":"@151"}}]}""", "/blocks/0/elements/0/placeholder/text")]
    [TestCase("""{"type":"actions","elements":[{"type":"overflow","action_id":"a","options":[]}]}""", "/blocks/0/elements/0/options")]
    [TestCase("""{"type":"actions","elements":[{"type":"static_select","action_id":"a","options":[{"text":{"type":"plain_text","text":"@76"},"value":"v"}]}]}""", "/blocks/0/elements/0/options/0/text/text")]
    [TestCase("""{"type":"actions","elements":[{"type":"static_select","action_id":"a","options":[{"text":{"type":"plain_text","text":"x"},"value":"@151"}]}]}""", "/blocks/0/elements/0/options/0/value")]
    [TestCase("""{"type":"actions","elements":[{"type":"static_select","action_id":"a","options":[""" + Option + "," + Option + """]}]}""", "/blocks/0/elements/0/options/1/value")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"plain_text","text":"x"},"confirm":{"title":{"type":"plain_text","text":"@101"},"text":{"type":"plain_text","text":"x"},"confirm":{"type":"plain_text","text":"x"},"deny":{"type":"plain_text","text":"x"}}}]}""", "/blocks/0/elements/0/confirm/title/text")]
    [TestCase("""{"type":"context_actions","elements":[{"type":"button"}]}""", "/blocks/0/elements/0")]
    [TestCase("""{"type":"context_actions","elements":[{"type":"feedback_buttons","action_id":"f","positive_button":{"text":{"type":"plain_text","text":"+"},"value":"g"}}]}""", "/blocks/0/elements/0")]
    [TestCase("""{"type":"markdown","text":"@12001"}""", "/blocks/0/text")]
    [TestCase("""{"type":"plan","tasks":[]}""", "/blocks/0")]
    [TestCase("""{"type":"plan","title":"p","tasks":[{"type":"task_card","task_id":"1","title":"t","status":"completed"}]}""", "/blocks/0/tasks/0/status")]
    [TestCase("""{"type":"plan","title":"p","tasks":[{"type":"task_card","title":"t","status":"error"}]}""", "/blocks/0/tasks/0")]
    [TestCase("""{"type":"plan","title":"p","tasks":[""" + Task + "," + Task + """]}""", "/blocks/0/tasks/1/task_id")]
    [TestCase(Task, "/blocks/0/status")]
    [TestCase("""{"type":"image","image_url":"https://example.com/x.png","alt_text":"x"}""", "/blocks/0/image_url")]
    [TestCase("""{"type":"table","rows":[]}""", "/blocks/0/rows")]
    [TestCase("""{"type":"marquee"}""", "/blocks/0")]
    [TestCase("""{"type":"divider","block_id":"@256"}""", "/blocks/0/block_id")]
    public void A_block_that_slack_does_not_take_is_reported_at_its_place(string block, string pointer)
    {
        Assert.That(OfBlocks(block).Select(problem => problem.Pointer), Is.EqualTo(new[] { pointer }));
    }

    [Test]
    public void Counts_and_ids_of_a_whole_message_are_looked_at()
    {
        const string Divider = """{"type":"divider"}""";
        const string Row = """{"type":"table","rows":[[]]}""";
        const string Marked = """{"type":"divider","block_id":"b"}""";
        const string Half = """{"type":"markdown","text":"@6001"}""";
        const string Actions = """{"type":"actions","elements":[""" + Button + "]}";

        Assert.Multiple(() =>
        {
            Assert.That(OfBlocks([.. Enumerable.Repeat(Divider, 50)]), Is.Empty);
            Assert.That(Pointers([.. Enumerable.Repeat(Divider, 51)]), Is.EqualTo(new[] { "/blocks" }));
            Assert.That(Pointers(Marked, Marked), Is.EqualTo(new[] { "/blocks/1/block_id" }));
            Assert.That(Pointers(Actions, Actions), Is.EqualTo(new[] { "/blocks/1/elements/0/action_id" }));
            Assert.That(Pointers(Half, Half), Is.EqualTo(new[] { "/blocks/1" }));
            Assert.That(Pointers(Row, Row), Is.EqualTo(new[] { "/blocks/1" }));
            Assert.That(Pointers($$"""{"type":"actions","elements":[{{Many(26, Button)}}]}"""), Is.EqualTo(new[] { "/blocks/0/elements" }));
            Assert.That(Pointers($$"""{"type":"plan","title":"p","tasks":[{{Many(51, Task)}}]}"""), Is.EqualTo(new[] { "/blocks/0/tasks" }));
            Assert.That(Pointers($$"""{"type":"actions","elements":[{"type":"static_select","action_id":"a","options":[{{Many(101, Option)}}]}]}"""), Is.EqualTo(new[] { "/blocks/0/elements/0/options" }));
        });
    }

    [TestCase("""{"text":""}""", "/text")]
    [TestCase("""{"text":"@3901"}""", "/text")]
    [TestCase("{}", "")]
    [TestCase("""{"text":"x","metadata":{"event_type":"e","event_payload":{"run":{"id":1}}}}""", "/metadata/event_payload/run")]
    [TestCase("""{"text":"x","metadata":{"event_type":"e"}}""", "/metadata")]
    public void A_message_that_slack_does_not_take_is_reported(string message, string pointer)
    {
        Assert.That(PayloadValidator.CheckCall("chat.postMessage", Parse(message)).Select(problem => problem.Pointer), Is.EqualTo(new[] { pointer }));
    }

    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"@25"},"blocks":[{"type":"divider"}]}""", "/title/text")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"t"},"blocks":[]}""", "/blocks")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"t"},"private_metadata":"@3001","blocks":[{"type":"divider"}]}""", "/private_metadata")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"t"},"callback_id":"@256","blocks":[{"type":"divider"}]}""", "/callback_id")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"t"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input","action_id":"a"}}]}""", "")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"t"},"submit":{"type":"plain_text","text":"Go"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input","action_id":"a","max_length":3001}}]}""", "/blocks/0/element/max_length")]
    [TestCase("""{"type":"modal","title":{"type":"plain_text","text":"t"},"submit":{"type":"plain_text","text":"Go"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input","action_id":"a","max_length":2,"initial_value":"abc"}}]}""", "/blocks/0/element/initial_value")]
    [TestCase("""{"type":"home","blocks":[{"type":"plan","title":"p","tasks":[]}]}""", "/blocks/0")]
    [TestCase("""{"type":"home","blocks":[{"type":"context_actions","elements":[]}]}""", "/blocks/0")]
    [TestCase("""{"type":"page","blocks":[{"type":"divider"}]}""", "/type")]
    public void A_view_that_slack_does_not_take_is_reported(string view, string pointer)
    {
        Assert.That(PayloadValidator.CheckCall("views.open", Parse($$"""{"trigger_id":"t","view":{{view}}}""")).Select(problem => problem.Pointer), Does.Contain(pointer));
    }

    [Test]
    public void A_home_may_have_a_hundred_blocks_and_no_more()
    {
        static string Home(int blocks) => $$"""{"type":"home","blocks":[{{Many(blocks, """{"type":"divider"}""")}}]}""";

        Assert.That(PayloadValidator.CheckView(Parse(Home(100))), Is.Empty);
        Assert.That(PayloadValidator.CheckView(Parse(Home(101))), Has.Count.EqualTo(1));
    }

    [Test]
    public void Options_of_an_acknowledgement_are_looked_at()
    {
        Assert.That(PayloadValidator.CheckAcknowledgement(Parse($$"""{"options":[{{Option}}]}""")), Is.Empty);
        Assert.That(PayloadValidator.CheckAcknowledgement(Parse("""{"options":[{"text":{"type":"plain_text","text":"@76"},"value":"v"}]}""")), Has.Count.EqualTo(1));
        Assert.That(PayloadValidator.CheckAcknowledgement(Parse("""{"response_action":"errors","errors":{"task":"Say what to do."}}""")), Is.Empty);
        Assert.That(PayloadValidator.CheckAcknowledgement(Parse("""{"text":"@3901"}""")), Has.Count.EqualTo(1));
    }

    private static string[] Pointers(params string[] blocks) => [.. OfBlocks(blocks).Select(problem => problem.Pointer).Distinct(StringComparer.Ordinal)];

    private static IReadOnlyList<PayloadProblem> OfBlocks(params string[] blocks) =>
        PayloadValidator.CheckMessage(Parse($$"""{"text":"x","blocks":[{{string.Join(',', blocks)}}]}"""));

    /// <summary>The same again and again, with ids and values that differ.</summary>
    private static string Many(int count, string one) => string.Join(',', Enumerable.Range(0, count).Select(number => one
        .Replace("\"action_id\":\"a\"", string.Create(CultureInfo.InvariantCulture, $"\"action_id\":\"a{number}\""), StringComparison.Ordinal)
        .Replace("\"task_id\":\"1\"", string.Create(CultureInfo.InvariantCulture, $"\"task_id\":\"{number}\""), StringComparison.Ordinal)
        .Replace("\"value\":\"v\"", string.Create(CultureInfo.InvariantCulture, $"\"value\":\"v{number}\""), StringComparison.Ordinal)));

    private static JsonElement Parse(string json)
    {
        foreach (var length in (int[])[12001, 6001, 3901, 3001, 2001, 256, 151, 101, 76, 25])
        {
            json = json.Replace(string.Create(CultureInfo.InvariantCulture, $"\"@{length}\""), $"\"{new string('x', length)}\"", StringComparison.Ordinal);
        }

        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
