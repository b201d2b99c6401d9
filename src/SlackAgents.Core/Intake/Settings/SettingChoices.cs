using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>What can be chosen in a settings form, and the words for it.</summary>
internal static class SettingChoices
{
    /// <summary>Value of the choice that clears a setting; no agent's name can be it.</summary>
    public const string Unset = "-";

    private const int MaxText = 75;

    public static IReadOnlyList<FormChoice> Steering { get; } = [.. Enum.GetValues<TurnDelivery>().Select(one => new FormChoice(ValueOf<TurnDelivery>(one), Words(one)))];

    public static IReadOnlyList<FormChoice> Context { get; } = [.. Enum.GetValues<ContextMode>().Select(one => new FormChoice(ValueOf<ContextMode>(one), Words(one)))];

    public static IReadOnlyList<FormChoice> Notifications { get; } = [.. Enum.GetValues<NotificationChoice>().Select(one => new FormChoice(ValueOf<NotificationChoice>(one), Words(one)))];

    /// <summary>The choice that leaves a value to weaker settings.</summary>
    public static FormChoice Open(string whenOpen) => new(Unset, Short(whenOpen));

    /// <summary>As long as Slack takes it (docs.slack.dev/reference/block-kit/composition-objects/option-object).</summary>
    public static string Short(string text) => RunTitle.Cut(text, MaxText);

    public static string ValueOf<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant() ?? Unset;

    /// <summary>Reads a choice back; null when it was left open. False: it is none.</summary>
    public static bool TryRead<T>(string text, out T? value)
        where T : struct, Enum
    {
        value = text == Unset ? null : Enum.GetValues<T>().Where(one => ValueOf<T>(one) == text).Select(one => (T?)one).FirstOrDefault();
        return text == Unset || value is not null;
    }

    public static string Words(TurnDelivery delivery) => delivery switch
    {
        TurnDelivery.Queue => "wait until the turn has ended",
        TurnDelivery.Now => "reach the agent while it works",
        _ => "end the turn and come next",
    };

    public static string Words(ContextMode context) => context switch
    {
        ContextMode.Thread => "the whole thread",
        ContextMode.Message => "the message alone",
        _ => "nothing but the task",
    };

    public static string Words(NotificationChoice choice) => choice switch
    {
        NotificationChoice.Everything => "everything that ends, and questions",
        NotificationChoice.Attention => "only questions and failures",
        _ => "nothing",
    };
}
