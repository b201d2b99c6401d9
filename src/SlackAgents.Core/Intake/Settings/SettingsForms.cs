using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>The two forms, filled with what is set.</summary>
internal sealed class SettingsForms(UsableAgents agents, SettingWords words)
{
    public const string OfPerson = "settings_person";
    public const string OfChannel = "settings_channel";

    /// <summary>Names of the fields.</summary>
    public const string Repository = "settings_repository";
    public const string Agent = "agent";
    public const string Steering = "steering";
    public const string Context = "context";
    public const string Trigger = "emoji";
    public const string Notifications = "notifications";

    private const int MaxRepository = 350;
    private const int MaxEmoji = 120;

    /// <summary>What is shown while a form is being filled, or instead of it.</summary>
    public static Form Message(bool ofChannel, string sentence) =>
        new(IdOf(ofChannel), TitleOf(ofChannel), null, string.Empty, [new FormText(sentence)]);

    /// <param name="context">Where it was asked for: comes back with the answers.</param>
    public Form Person(PersonSettings own, DefaultLayers below, string context) => new(
        OfPerson,
        TitleOf(ofChannel: false),
        "Save",
        context,
        [
            new ChoiceField(Agent, SettingWords.Agent, agents.List(own.Harness, own.Model, $"Channel or workspace default ({words.AgentOf(below)})"), UsableAgents.ValueOf(own.Harness, own.Model)),
            new ChoiceField(Steering, SettingWords.Steering, [SettingChoices.Open($"Channel or workspace default ({words.SteeringOf(below)})"), .. SettingChoices.Steering], SettingChoices.ValueOf(own.Steering), Hint: "When what you say in a run's thread reaches the agent."),
            new ChoiceField(Context, SettingWords.Context, [SettingChoices.Open($"Channel or workspace default ({SettingWords.ContextOf(below)})"), .. SettingChoices.Context], SettingChoices.ValueOf(own.Context)),
            new ChoiceField(Notifications, SettingWords.Notifications, SettingChoices.Notifications, SettingChoices.ValueOf<Runs.NotificationChoice>(own.Notifications), Hint: "For runs that you start from now on."),
        ]);

    public Form Channel(ChannelSettings own, DefaultLayers below, string channel) => new(
        OfChannel,
        TitleOf(ofChannel: true),
        "Save",
        channel,
        [
            new TextField(Repository, SettingWords.Repository, SettingWords.RepositoryText(own.Repository, own.Base), Multiline: false, MaxRepository, $"Workspace default ({SettingWords.RepositoryOf(below) ?? "none"})", Optional: true, Hint: "owner/name, or owner/name@branch to start from another branch. Leave it empty for the workspace default."),
            new ChoiceField(Agent, SettingWords.Agent, agents.List(own.Harness, own.Model, $"Workspace default ({words.AgentOf(below)})"), UsableAgents.ValueOf(own.Harness, own.Model)),
            new ChoiceField(Steering, SettingWords.Steering, [SettingChoices.Open($"Workspace default ({words.SteeringOf(below)})"), .. SettingChoices.Steering], SettingChoices.ValueOf(own.Steering), Hint: "When what is said in a run's thread reaches the agent."),
            new ChoiceField(Context, SettingWords.Context, [SettingChoices.Open($"Workspace default ({SettingWords.ContextOf(below)})"), .. SettingChoices.Context], SettingChoices.ValueOf(own.Context)),
            new TextField(Trigger, SettingWords.Trigger, SettingWords.TriggerText(own.TriggerEmoji), Multiline: false, MaxEmoji, $"Workspace default ({SettingWords.TriggerOf(below) ?? "none"})", Optional: true, Hint: "For example :robot_face:. Whoever reacts with it to a message starts a run with its text; off turns it off here."),
        ]);

    private static string IdOf(bool ofChannel) => ofChannel ? OfChannel : OfPerson;

    private static string TitleOf(bool ofChannel) => ofChannel ? "Channel settings" : "Your settings";
}
