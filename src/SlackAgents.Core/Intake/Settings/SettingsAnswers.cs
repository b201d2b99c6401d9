using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>Reads the answers of the two forms, with the checks of the grammar, into values as they are stored.</summary>
internal sealed class SettingsAnswers(UsableAgents agents, HarnessCatalog catalog)
{
    private const string NotOffered = "This is none of the choices. Choose again.";

    private readonly OptionValues _values = new(catalog.Words);

    /// <returns>The settings, and what is wrong by field; they count only when nothing is.</returns>
    public (PersonSettings Settings, IReadOnlyDictionary<string, string> Problems) ReadPerson(FormSubmission submission)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var (harness, model) = Agent(submission, problems);
        var settings = new PersonSettings
        {
            Harness = harness,
            Model = model,
            Steering = Choice<TurnDelivery>(submission, SettingsForms.Steering, problems),
            Context = Choice<ContextMode>(submission, SettingsForms.Context, problems),
            Notifications = Choice<NotificationChoice>(submission, SettingsForms.Notifications, problems) ?? default,
        };
        return (settings, problems);
    }

    /// <inheritdoc cref="ReadPerson"/>
    public (ChannelSettings Settings, IReadOnlyDictionary<string, string> Problems) ReadChannel(FormSubmission submission)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var (harness, model) = Agent(submission, problems);
        var (repository, branch) = Repository(submission, problems);
        var settings = new ChannelSettings
        {
            Repository = repository,
            Base = branch,
            Harness = harness,
            Model = model,
            Steering = Choice<TurnDelivery>(submission, SettingsForms.Steering, problems),
            Context = Choice<ContextMode>(submission, SettingsForms.Context, problems),
            TriggerEmoji = Trigger(submission, problems),
        };
        return (settings, problems);
    }

    private static string Answer(FormSubmission submission, string field) => HiddenCharacters.Strip(submission.Values.GetValueOrDefault(field) ?? string.Empty).Text.Trim();

    private (string? Harness, string? Model) Agent(FormSubmission submission, Dictionary<string, string> problems)
    {
        var answer = Answer(submission, SettingsForms.Agent);
        var (harness, model, problem) = agents.Read(answer.Length == 0 ? SettingChoices.Unset : answer);
        if (problem is not null)
        {
            problems[SettingsForms.Agent] = problem;
        }

        return (harness, model);
    }

    /// <summary><c>owner/name</c>, or <c>owner/name@branch</c>: neither owners nor names have an @.</summary>
    private (string? Repository, string? Branch) Repository(FormSubmission submission, Dictionary<string, string> problems)
    {
        var answer = Answer(submission, SettingsForms.Repository);
        if (answer.Length == 0)
        {
            return (null, null);
        }

        var parts = answer.Split('@', 2);
        var (options, problem) = _values.Apply(RunOptions.None, "repo", parts[0].Trim());
        if (problem is null && parts.Length == 2)
        {
            (options, problem) = _values.Apply(options, "base", parts[1].Trim());
        }

        if (problem is not null)
        {
            problems[SettingsForms.Repository] = problem.Sentence;
        }

        return (options.Repository?.ToString(), options.Base);
    }

    private static T? Choice<T>(FormSubmission submission, string field, Dictionary<string, string> problems)
        where T : struct, Enum
    {
        var answer = Answer(submission, field);
        if (!SettingChoices.TryRead<T>(answer.Length == 0 ? SettingChoices.Unset : answer, out var value))
        {
            problems[field] = NotOffered;
        }

        return value;
    }

    private static string? Trigger(FormSubmission submission, Dictionary<string, string> problems)
    {
        var answer = Answer(submission, SettingsForms.Trigger);
        if (answer.Length == 0)
        {
            return null;
        }

        if (!TriggerEmoji.TryRead(answer, out var name))
        {
            problems[SettingsForms.Trigger] = TriggerEmoji.Problem(OptionValues.Show(answer));
        }

        return name;
    }
}
