using SlackAgents.Slack.Rendering;

namespace SlackAgents.Tests.Slack.Rendering;

[TestFixture]
internal sealed class ActionIdTests
{
    [TestCase("pick_repository", "draft-7", 1, "pick_repository~draft-7")]
    [TestCase("pick_repository", "draft-7", 3, "pick_repository~draft-7#3")]
    [TestCase("pick_repository", "inbox:42/a~b", 2, "pick_repository~inbox:42/a~b#2")]
    [TestCase("pick_repository", "", 2, "pick_repository#2")]
    public void A_pickers_value_comes_back_as_it_was(string action, string value, int number, string id)
    {
        Assert.That(ActionId.Write(action, value, number), Is.EqualTo(id));
        Assert.That((ActionId.Read(id), ActionId.ReadValue(id) ?? string.Empty), Is.EqualTo((action, value)));
    }

    [Test]
    public void A_value_that_does_not_fit_is_not_cut()
    {
        Assert.That(ActionId.Write("pick_repository", new string('x', 255), 1), Is.Null);
    }

    [TestCase("stop", "stop", null)]
    [TestCase("stop#2", "stop", null)]
    [TestCase("~x", "~x", null)]
    [TestCase("a~", "a", null)]
    public void An_id_without_a_value_has_none(string id, string action, string? value)
    {
        Assert.That((ActionId.Read(id), ActionId.ReadValue(id)), Is.EqualTo((action, value)));
    }
}
