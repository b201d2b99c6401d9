using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Testing.Payloads;

namespace SlackAgents.Testing.Soak;

/// <summary>Who of those who were accepted got what.</summary>
internal sealed class SoakTally
{
    private readonly List<string> _unanswered = [];
    private readonly List<string> _doubled = [];

    public SoakTally(SlackWorkspace slack, IReadOnlyList<SoakRequest> requests)
    {
        var deliveries = slack.EventDeliveries;
        var cards = slack.AppMessages.Where(message => Key(message).EndsWith("/card", StringComparison.Ordinal)).ToList();
        var ends = slack.AppMessages.Where(message => Key(message).EndsWith("/end", StringComparison.Ordinal)).ToLookup(MessageKeys.RunOf, StringComparer.Ordinal);
        foreach (var request in requests)
        {
            var isAccepted = request.IsAccepted(deliveries);
            Accepted += isAccepted ? 1 : 0;
            if (request.IsTask)
            {
                var own = cards.Where(card => card.Text.Contains(request.Mark, StringComparison.Ordinal) || card.AllText.Contains(request.Mark, StringComparison.Ordinal)).ToList();
                Count($"{request.Mark}: card", own.Count, isAccepted);
                Count($"{request.Mark}: end", own.Sum(card => ends[MessageKeys.RunOf(card)].Count()), isAccepted);
            }
            else
            {
                Count($"{request.Mark}: private answer", request.PrivateAnswers, isAccepted);
            }
        }

        Runs = cards.Count;
    }

    public int Accepted { get; private set; }

    public int Runs { get; }

    /// <summary>Accepted, and nothing came.</summary>
    public IReadOnlyList<string> Unanswered => _unanswered;

    /// <summary>Something came twice, whether it was accepted or not.</summary>
    public IReadOnlyList<string> Doubled => _doubled;

    private void Count(string what, int times, bool isAccepted)
    {
        if (times > 1)
        {
            _doubled.Add($"{what} ×{times}");
        }
        else if (times == 0 && isAccepted)
        {
            _unanswered.Add(what);
        }
    }

    private static string Key(SlackMessage message) => MessageKeys.KeyOf(message) ?? string.Empty;
}
