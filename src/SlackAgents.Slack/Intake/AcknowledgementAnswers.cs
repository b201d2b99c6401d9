using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Slack.Forms;

namespace SlackAgents.Slack.Intake;

/// <summary>What Slack takes only inside the acknowledgement (docs.slack.dev/surfaces/modals, docs.slack.dev/reference/interaction-payloads/block_suggestion-payload).</summary>
internal sealed partial class AcknowledgementAnswers(Lazy<IInstantAnswers> answers, TimeProvider time, ILogger<AcknowledgementAnswers> logger)
{
    /// <summary>Slack waits three seconds, the way there and back included.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    /// <summary>Somebody types quickly; many somebodies must not fill the memory.</summary>
    private const int MaxAtOnce = 64;

    private int _underWay;

    /// <summary>What fits what was typed; an empty list when that is not known in time.</summary>
    public async Task<JsonObject> SuggestAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        if (InteractionReader.ReadQuery(payload) is not { } query)
        {
            Log.NoQuestion(logger);
            return Options([]);
        }

        var others = Interlocked.Increment(ref _underWay);
        try
        {
            using var limit = new CancellationTokenSource(Limit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            return others > MaxAtOnce
                ? Options([])
                // A source that does not look at its token is left behind.
                : Options(await Task.Run(() => answers.Value.SuggestAsync(query, either.Token), either.Token).WaitAsync(either.Token));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            Log.NoSuggestions(logger, query.Field, exception);
            return Options([]);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    /// <summary>The acknowledgement that keeps the modal open and shows what is wrong; null when it is taken.</summary>
    public JsonObject? FindProblems(JsonElement payload)
    {
        if (InteractionReader.ReadSubmission(payload) is not { } submission)
        {
            return null;
        }

        IReadOnlyDictionary<string, string> problems;
        try
        {
            problems = answers.Value.CheckForm(submission);
        }
        catch (Exception exception)
        {
            // It is kept: whoever carries it out looks again, and has more words than a field.
            Log.NotChecked(logger, submission.FormId, exception);
            return null;
        }

        return problems.Count == 0 ? null : new JsonObject { ["response_action"] = "errors", ["errors"] = Errors(payload.Nested("view"), problems) };
    }

    /// <summary>By the id of an input block: Slack refuses an answer that names any other.</summary>
    private static JsonObject Errors(JsonElement view, IReadOnlyDictionary<string, string> problems)
    {
        var first = view.Objects("blocks").FirstOrDefault(block => block.Text("type") is "input").Text("block_id");
        var errors = new JsonObject();
        foreach (var (field, sentence) in problems)
        {
            errors.TryAdd(StateValues.BlockOf(view, field) ?? first ?? field, ViewText.Short(sentence, ViewLimits.Label));
        }

        return errors;
    }

    private static JsonObject Options(IReadOnlyList<FormChoice> choices) => new() { ["options"] = OptionObjects.Render(choices) };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack asked for choices in a way that cannot be read; it gets none.")]
        public static partial void NoQuestion(ILogger logger);

        [LoggerMessage(2, LogLevel.Warning, "The choices for {Field} were not found in time; Slack gets none.")]
        public static partial void NoSuggestions(ILogger logger, string field, Exception exception);

        [LoggerMessage(3, LogLevel.Error, "The form {Form} could not be checked; it is taken as it is.")]
        public static partial void NotChecked(ILogger logger, string form, Exception exception);
    }
}
