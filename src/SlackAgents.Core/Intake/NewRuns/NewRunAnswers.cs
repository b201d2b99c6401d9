using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>What was filled in, by the grammar of every other surface.</summary>
/// <param name="Task">Options and hidden characters taken out.</param>
/// <param name="Typed">Options that were typed into a text.</param>
/// <param name="Chosen">Options that fields of their own hold.</param>
/// <param name="Problems">By field; when there is any, nothing may be started.</param>
internal sealed record NewRunAnswers(string Task, int HiddenRemoved, RunOptions Typed, RunOptions Chosen, IReadOnlyDictionary<string, string> Problems)
{
    /// <summary>Pure.</summary>
    public static NewRunAnswers Read(FormSubmission submission, OptionValues values)
    {
        var parser = new OptionParser(values);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        var visible = HiddenCharacters.Strip(submission.Values.GetValueOrDefault(NewRunForm.Task, string.Empty));
        var task = TaskText.Parse(visible.Text, parser);
        var options = parser.Parse(HiddenCharacters.Strip(submission.Values.GetValueOrDefault(NewRunForm.Options, string.Empty)).Text);
        Note(NewRunForm.Task, Sentence(task) ?? OfTask(task.Text, visible.Text));
        Note(NewRunForm.Options, Sentence(options) ?? OfOptions(options.Text));
        var (harness, model) = AgentChoices.Read(submission.Values.GetValueOrDefault(NewRunForm.Agent));
        var chosen = RunOptions.None with { Model = model };
        chosen = Apply(chosen, NewRunForm.Repository, "repo", submission.Values.GetValueOrDefault(NewRunForm.Repository));
        chosen = Apply(chosen, NewRunForm.Base, "base", submission.Values.GetValueOrDefault(NewRunForm.Base)?.Trim());
        chosen = Apply(chosen, NewRunForm.Agent, "harness", harness);
        return new NewRunAnswers(task.Text, visible.Removed, TaskText.Over(options.Options, task.Options), chosen, problems);

        RunOptions Apply(RunOptions into, string field, string key, string? value)
        {
            if (string.IsNullOrEmpty(value))
            {
                return into;
            }

            var (changed, problem) = values.Apply(into, key, value);
            Note(field, problem?.Sentence);
            return changed;
        }

        void Note(string field, string? sentence)
        {
            if (sentence is not null)
            {
                problems[field] = sentence;
            }
        }
    }

    private static string? Sentence(ParsedOptions parsed) => parsed.Problems.Count == 0 ? null : string.Join(' ', parsed.Problems.Select(problem => problem.Sentence));

    private static string? OfTask(string task, string typed) =>
        task.Length > RequestLimits.MaxTaskLength ? $"That is {task.Length} characters long; the limit is {RequestLimits.MaxTaskLength}."
        : task.Length > 0 ? null
        : string.IsNullOrWhiteSpace(typed) ? "Say in your own words what is to be done."
        : "There are options but no task. Say in your own words what is to be done.";

    private static string? OfOptions(string rest) => rest.Length == 0 ? null : $"“{OptionValues.Show(rest)}” is not an option. Write key=value, for example push=off.";
}
