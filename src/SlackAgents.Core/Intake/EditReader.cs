using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake;

/// <summary>Reads an edited message as what it was before: the task of a run, or a reply to its agent.</summary>
internal sealed class EditReader(CommandGrammar grammar, ThreadWords words)
{
    /// <param name="turn">What became of the message.</param>
    public EditedText Read(Run run, Turn turn, string text)
    {
        if (text.Length > RequestLimits.MaxTaskLength)
        {
            return new EditedText.Unusable($"A message can have up to {RequestLimits.MaxTaskLength} characters; yours has {text.Length} now.");
        }

        var visible = HiddenCharacters.Strip(text).Text;
        if (AsideWords.IsAside(visible))
        {
            return new EditedText.Aside();
        }

        return words.Parse(visible, run.Id, toBot: false) is not null ? new EditedText.Nothing()
            : turn.Number == 1 ? ReadTask(visible)
            : ReadReply(visible);
    }

    private EditedText ReadTask(string text) => grammar.Parse(text) switch
    {
        AgentCommand.Run run => new EditedText.Said(run.Task, Delivery: null, new ParsedOptions(run.Task, run.Options, [])),
        AgentCommand.Invalid invalid => new EditedText.Unusable(invalid.Sentence),
        _ => new EditedText.Nothing(),
    };

    private EditedText ReadReply(string text)
    {
        var (delivery, said) = SteeringWords.Parse(text);
        var parsed = grammar.ParseReply(said);
        var plain = ChannelReference.Plain(parsed.Text);
        return parsed.Problems.Count > 0 ? new EditedText.Unusable(string.Join(' ', parsed.Problems.Select(problem => problem.Sentence)))
            : string.IsNullOrWhiteSpace(plain) ? new EditedText.Nothing()
            : new EditedText.Said(plain, delivery, parsed);
    }
}
