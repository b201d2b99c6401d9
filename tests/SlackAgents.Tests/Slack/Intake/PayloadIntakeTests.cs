using System.Text.Json.Nodes;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Slack.Intake;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Intake;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class PayloadIntakeTests
{
    private readonly ManualTimeProvider _time = new();
    private MemoryInbox _inbox = new();
    private FakeInstantAnswers _answers = new();

    [SetUp]
    public void Begin() => (_inbox, _answers) = (new MemoryInbox(), new FakeInstantAnswers());

    [Test]
    public async Task Choices_are_asked_for_by_field_person_and_what_was_typed()
    {
        await TakeAsync(SlackPayloads.Suggestion("repository~draft-7#2", "wid"));

        Assert.That(_answers.Queries, Is.EqualTo(new[] { new ChoiceQuery(new PersonId("T1", "U1"), "repository", "wid", Channel: null) }));
        Assert.That(_inbox.Items, Is.Empty);
    }

    [Test]
    public async Task Choices_stay_inside_slacks_limits_whatever_they_hold()
    {
        _answers.Suggest = (_, _) => Task.FromResult<IReadOnlyList<FormChoice>>(
            [new(new string('v', 76), "too long a value"), new("a", new string('x', 500) + "<!channel>"), new("b", "\u202E"), new("b", "twice"), .. Enumerable.Range(0, 200).Select(number => new FormChoice($"n{number}", "n", "d"))]);

        var options = (await TakeAsync(SlackPayloads.Suggestion())).Payload!["options"]!.AsArray();

        Assert.That(options, Has.Count.EqualTo(100));
        Assert.That(options.Select(Value), Is.Unique.And.Not.Member(new string('v', 76)));
        Assert.That(options.Select(Text), Is.All.Matches<string>(text => text.Length is > 0 and <= 75));
        Assert.That(Text(options[1]), Is.EqualTo("b"), "text of which nothing can be seen is replaced by the value");
    }

    [Test]
    public async Task A_source_that_takes_too_long_gives_an_empty_list(CancellationToken cancellationToken)
    {
        var never = new TaskCompletionSource<IReadOnlyList<FormChoice>>();
        var asked = new TaskCompletionSource();
        _answers.Suggest = (_, _) =>
        {
            asked.SetResult();
            return never.Task;
        };

        var taking = TakeAsync(SlackPayloads.Suggestion());
        await asked.Task.WaitAsync(cancellationToken);
        _time.Advance(AcknowledgementAnswers.Limit);

        Assert.That((await taking.WaitAsync(cancellationToken)).Payload!.ToJsonString(), Is.EqualTo("""{"options":[]}"""));
    }

    [Test]
    public async Task A_source_that_fails_gives_an_empty_list()
    {
        _answers.Suggest = (_, _) => throw new InvalidOperationException("no");

        Assert.That((await TakeAsync(SlackPayloads.Suggestion())).Payload!.ToJsonString(), Is.EqualTo("""{"options":[]}"""));
    }

    [Test]
    public async Task A_question_that_cannot_be_read_gets_an_empty_list()
    {
        Assert.That((await TakeAsync(SlackPayloads.Parse("""{"type":"block_suggestion"}"""))).Payload!.ToJsonString(), Is.EqualTo("""{"options":[]}"""));
    }

    [Test]
    public async Task Problems_are_told_by_block_and_nothing_is_kept()
    {
        _answers.Check = _ => new Dictionary<string, string>(StringComparer.Ordinal) { ["branch"] = "There is no such branch.", ["unknown"] = new string('x', 5_000) };

        var answer = await TakeAsync(SlackPayloads.Submission("""{"the_block":{"branch":{"type":"plain_text_input","value":"x"}}}"""));

        Assert.That(answer.Payload!["response_action"]!.GetValue<string>(), Is.EqualTo("errors"));
        Assert.That(answer.Payload["errors"]!["the_block"]!.GetValue<string>(), Is.EqualTo("There is no such branch."));
        Assert.That(answer.Payload["errors"]!["task"]!.GetValue<string>(), Has.Length.EqualTo(2_000), "what belongs to no field stands at the first one");
        Assert.That(_inbox.Items, Is.Empty);
    }

    [Test]
    public async Task A_form_without_problems_is_in_the_inbox_before_it_is_acknowledged()
    {
        var answer = await TakeAsync(SlackPayloads.Submission("{}"));

        Assert.That(answer, Is.EqualTo(IntakeAnswer.Done));
        Assert.That(_inbox.Items.Single().Kind, Is.EqualTo(InboxKinds.FormSubmission));
    }

    [Test]
    public async Task A_form_that_cannot_be_checked_is_kept()
    {
        _answers.Check = _ => throw new InvalidOperationException("no");

        await TakeAsync(SlackPayloads.Submission("{}"));

        Assert.That(_inbox.Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_the_inbox_does_not_take_is_not_acknowledged()
    {
        _inbox.Failure = new IOException("disk full");

        Assert.That(await TakeAsync(SlackPayloads.Submission("{}")), Is.EqualTo(IntakeAnswer.NotTaken));
    }

    private Task<IntakeAnswer> TakeAsync(System.Text.Json.JsonElement payload) => _inbox.Intake(_answers, _time).TakeAsync("interactive", payload, CancellationToken.None);

    private static string Value(JsonNode? option) => option!["value"]!.GetValue<string>();

    private static string Text(JsonNode? option) => option!["text"]!["text"]!.GetValue<string>();
}
