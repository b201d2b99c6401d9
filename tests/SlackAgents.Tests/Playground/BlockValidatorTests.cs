using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Blocks;

namespace SlackAgents.Tests.Playground;

[TestFixture]
internal sealed class BlockValidatorTests
{
    private static readonly string Button = """{"type":"button","action_id":"a","text":{"type":"plain_text","text":"Stop"}}""";

    [TestCase("""{"type":"divider"}""")]
    [TestCase("""{"type":"section","text":{"type":"mrkdwn","text":"hi"}}""")]
    [TestCase("""{"type":"section","fields":[{"type":"plain_text","text":"hi"}]}""")]
    [TestCase("""{"type":"markdown","text":"# hi"}""")]
    [TestCase("""{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"x"}]}]}""")]
    [TestCase("""{"type":"plan","title":"Steps","tasks":[{"task_id":"1","title":"Fetch","status":"pending"}]}""")]
    public void A_good_block_is_accepted(string block) => Assert.That(Problems(block), Is.Empty);

    [TestCase("""{"type":"nonsense"}""", "unsupported type: nonsense")]
    [TestCase("""{"type":"section"}""", "missing required field: text")]
    [TestCase("""{"type":"section","text":{"type":"mrkdwn","text":"x"},"txt":1}""", "invalid additional property: txt")]
    [TestCase("""{"type":"section","text":{"type":"mrkdwn","text":""}}""", "must be more than 0 characters")]
    [TestCase("""{"type":"header","text":{"type":"mrkdwn","text":"x"}}""", "must be plain_text")]
    [TestCase("""{"type":"actions","elements":[]}""", "must have at least 1 items")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","action_id":"a","text":{"type":"mrkdwn","text":"x"}}]}""", "must be plain_text")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","action_id":"a","style":"purple","text":{"type":"plain_text","text":"x"}}]}""", "must be one of: primary, danger")]
    [TestCase("""{"type":"actions","elements":[{"type":"button","url":"javascript:alert(1)","text":{"type":"plain_text","text":"x"}}]}""", "must be a valid URL")]
    [TestCase("""{"type":"plan","title":"Steps","tasks":[{"task_id":"1","title":"a"},{"task_id":"1","title":"b"}]}""", "must be unique")]
    [TestCase("""{"type":"task_card","task_id":"1","title":"a","status":"pending"}""", "must be one of: in_progress, complete, error")]
    public void A_bad_block_is_refused_with_the_reason(string block, string reason) => Assert.That(Problems(block), Has.Some.Contains(reason));

    [TestCase("section", 3000)]
    [TestCase("header", 150)]
    public void Text_is_accepted_up_to_its_limit_and_refused_beyond(string type, int limit)
    {
        string Block(int length) => $$$"""{"type":"{{{type}}}","text":{"type":"plain_text","text":"{{{new string('x', length)}}}"}}""";

        Assert.Multiple(() =>
        {
            Assert.That(Problems(Block(limit)), Is.Empty);
            Assert.That(Problems(Block(limit + 1)), Has.Some.Contains($"must be less than {limit + 1} characters"));
        });
    }

    [TestCase("text", 75)]
    [TestCase("value", 2000)]
    public void A_button_is_accepted_up_to_its_limits_and_refused_beyond(string field, int limit)
    {
        string Block(int length)
        {
            var button = JsonNode.Parse(Button)!.AsObject();
            button[field] = field == "text" ? new JsonObject { ["type"] = "plain_text", ["text"] = new string('x', length) } : new string('x', length);
            return new JsonObject { ["type"] = "actions", ["elements"] = new JsonArray(button) }.ToJsonString();
        }

        Assert.Multiple(() =>
        {
            Assert.That(Problems(Block(limit)), Is.Empty);
            Assert.That(Problems(Block(limit + 1)), Is.Not.Empty);
        });
    }

    [Test]
    public void Fifty_blocks_are_accepted_and_fifty_one_are_not()
    {
        JsonArray Dividers(int count) => new([.. Enumerable.Range(0, count).Select(_ => JsonNode.Parse("""{"type":"divider"}"""))]);

        Assert.Multiple(() =>
        {
            Assert.That(BlockValidator.Message(Dividers(50)), Is.Empty);
            Assert.That(BlockValidator.Message(Dividers(51)), Has.Some.Contains("no more than 50 items allowed"));
        });
    }

    [Test]
    public void Doubled_ids_are_refused()
    {
        var blocks = new JsonArray(JsonNode.Parse("""{"type":"divider","block_id":"b"}"""), JsonNode.Parse("""{"type":"divider","block_id":"b"}"""));
        var actions = new JsonArray(JsonNode.Parse($$"""{"type":"actions","elements":[{{Button}},{{Button}}]}"""));

        Assert.Multiple(() =>
        {
            Assert.That(BlockValidator.Message(blocks), Has.Some.Contains("block_id already exists: b"));
            Assert.That(BlockValidator.Message(actions), Has.Some.Contains("action_id already exists: a"));
        });
    }

    [Test]
    public void A_modal_with_inputs_needs_a_submit_button()
    {
        var view = JsonNode.Parse("""{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"input","label":{"type":"plain_text","text":"l"},"element":{"type":"plain_text_input","action_id":"a"}}]}""")!.AsObject();

        Assert.That(BlockValidator.View(view), Has.Some.Contains("missing required field: submit"));
    }

    private static IReadOnlyList<string> Problems(string block) => BlockValidator.Message([JsonNode.Parse(block)]);
}
