using SlackAgents.Testing.Payloads;

namespace SlackAgents.IntegrationTests.Playground;

/// <summary>The check of payloads against Slack's own types sees what is wrong, and where.</summary>
[TestFixture]
internal sealed class OfficialTypesTests
{
    [TestCase("blocks", """[{"type":"section","text":{"type":"mrkdwn","text":"x"}},{"type":"divider"}]""", null)]
    [TestCase("blocks", """[{"type":"plan","title":"P","tasks":[{"type":"task_card","task_id":"1","title":"T","status":"complete"}]}]""", null)]
    [TestCase("blocks", """[{"type":"markdown","text":"x"},{"type":"context_actions","elements":[{"type":"feedback_buttons","action_id":"f","positive_button":{"text":{"type":"plain_text","text":"y"},"value":"1"},"negative_button":{"text":{"type":"plain_text","text":"n"},"value":"0"}}]}]""", null)]
    [TestCase("view", """{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"divider"}]}""", null)]
    [TestCase("blocks", """[{"type":"section","text":{"type":"mrkdwn","text":"x"},"colour":"red"}]""", "/blocks/0 must NOT have additional properties: colour")]
    [TestCase("blocks", """[{"type":"header","text":{"type":"mrkdwn","text":"x"}}]""", "/blocks/0/text/type must be equal to constant: plain_text")]
    [TestCase("blocks", """[{"type":"actions","elements":[{"type":"button","text":"Stop"}]}]""", "/blocks/0/elements/0/text must be object")]
    [TestCase("blocks", """[{"type":"banner"}]""", "unknown to the types")]
    [TestCase("view", """{"type":"home","title":{"type":"plain_text","text":"T"},"blocks":[]}""", "title")]
    [TestCase("view", """{"type":"modal","title":{"type":"plain_text","text":"T"},"blocks":[{"type":"input","element":{"type":"plain_text_input"}}]}""", "must have required property 'label'")]
    public async Task A_payload_is_held_against_the_types(string kind, string json, string? problem)
    {
        var wrong = await OfficialTypes.FindWrongAsync([new SentPayload("here", kind, json)]);

        Assert.That(wrong, problem is null ? Is.Empty : Has.Exactly(1).Contains(problem));
    }

    [Test]
    public void Two_cards_of_the_same_make_have_one_shape()
    {
        var first = new SentPayload("a", "blocks", """[{"type":"section","text":{"type":"mrkdwn","text":"one"}}]""");
        var second = new SentPayload("b", "blocks", """[{"type":"section","text":{"type":"mrkdwn","text":"two"}}]""");
        var other = new SentPayload("b", "blocks", """[{"type":"section","text":{"type":"plain_text","text":"two"}}]""");

        Assert.That((first.Shape == second.Shape, first.Shape == other.Shape), Is.EqualTo((true, false)));
    }
}
